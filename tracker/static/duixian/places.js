// Suggestions below the box that finds a place. Without this script the form finds it all the same: choosing one sends the
// form with its code.

const PAUSE = 120;

for (const form of document.querySelectorAll("form.place-box")) suggest(form);

function suggest(form) {
  const input = form.querySelector("[name=q]");
  const { suggest: address, none, one, many } = form.dataset;
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let found = [];
  let at = -1;
  let timer;
  let asking;

  list.id = `${input.id}-options`;
  list.className = "place-options";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.getAttribute("aria-label"));
  list.hidden = true;
  status.className = "sr";
  status.setAttribute("role", "status");
  form.append(list, status);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id]])
    input.setAttribute(name, value);
  close();

  function close() {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function show(places) {
    found = places;
    list.replaceChildren(...places.map(option));
    if (!places.length) close();
    else {
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      move(-1);
    }
    status.textContent = !places.length ? none : places.length === 1 ? one : many.replace("{number}", places.length);
  }

  function option({ code, name, where, note }, number) {
    const item = document.createElement("li");
    item.id = `${list.id}-${number}`;
    item.setAttribute("role", "option");
    for (const [kind, text] of [["name", name], ["where", where], ["code", code], ["note", note]]) {
      if (!text) continue;
      const part = document.createElement("span");
      part.className = `place-option-${kind}`;
      part.textContent = text;
      item.append(part, " ");
    }
    item.addEventListener("click", () => choose(number));
    return item;
  }

  function move(to) {
    at = to;
    for (const [number, item] of [...list.children].entries()) item.setAttribute("aria-selected", String(number === at));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  }

  function choose(number) {
    input.value = found[number].code;
    close();
    form.requestSubmit();
  }

  async function ask() {
    const typed = input.value.trim();
    asking?.abort();
    if (!typed) {
      show([]);
      status.textContent = "";
      return;
    }
    asking = new AbortController();
    const places = await fetch(`${address}?q=${encodeURIComponent(typed)}`, { signal: asking.signal })
      .then((answer) => (answer.ok ? answer.json() : null))
      .then((answer) => answer?.places)
      .catch(() => null);
    // What was typed meanwhile has been asked for itself; without an answer the form still works.
    if (places && typed === input.value.trim() && document.activeElement === input) show(places);
  }

  input.addEventListener("input", (event) => {
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("compositionend", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const isOpen = !list.hidden;
    const last = list.children.length - 1;
    if (event.key === "ArrowDown" && isOpen) move(at < last ? at + 1 : -1);
    else if (event.key === "ArrowUp" && isOpen) move(at < 0 ? last : at - 1);
    else if (event.key === "ArrowDown") ask();
    else if (event.key === "Enter" && isOpen && at >= 0) choose(at);
    else if (event.key === "Escape" && isOpen) close();
    else return;
    event.preventDefault();
  });
  // The pointer goes down on an option before the box would lose the focus and close the list.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  input.addEventListener("blur", close);
}
