// Which key does what: the rules that hold on every page of the staff's where single keys act.

const SECOND_WITHIN = 1200;
const TYPED_INTO = "input:not([type=radio], [type=checkbox], [type=hidden]), textarea, select, [contenteditable]";
const OPERATED = "a, button, summary, input";

export const isTypedInto = (element) => Boolean(element?.closest?.(TYPED_INTO));

// `meant(pressed, event)` returns what a key does here as a function, or nothing; `pressed` names two keys pressed one
// after the other with a blank between, where the first is among `first`. `escape` is asked of Esc, also in a field.
// Nothing is meant while a word is composed, with Ctrl, Alt or Meta, in an open dialog, or where `isOn` says no.
export function listen(meant, { at = document, first = "", escape = () => null, isOn = () => true } = {}) {
  let before = null;
  at.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]")) return;
    const act = event.key === "Escape" ? escape(event) : isOn() && !isTypedInto(event.target) && asked(event);
    if (!act) return;
    event.preventDefault();
    act();
  });

  function asked(event) {
    if (isOwn(event)) return null;
    const isSecond = before && event.timeStamp - before.at < SECOND_WITHIN;
    const pressed = isSecond ? `${before.key} ${event.key}` : event.key;
    before = !isSecond && first.includes(event.key) ? { key: event.key, at: event.timeStamp } : null;
    return meant(pressed, event);
  }
}

// Whether Enter or Space already mean something here: what has the focus is operated by them, save the row looked at.
function isOwn(event) {
  if (event.key !== "Enter" && event.key !== " ") return false;
  const own = event.target.closest?.(OPERATED);
  return Boolean(own) && own.getAttribute("aria-current") !== "true";
}
