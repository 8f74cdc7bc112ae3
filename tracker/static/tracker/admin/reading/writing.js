// The form at work: what is typed in it is sent by Enter and left by Esc.

import { goOn } from "./moving.js";
import { find } from "./showing.js";

export function listenToForm(showing, acts, commands) {
  const { form, words } = showing;
  const element = find("reading-form");
  const leave = () => document.activeElement?.closest("#reading-form") && document.activeElement.blur();

  function sendDraft({ mode, of, place }, said) {
    const told = words[mode === "split" ? "split" : "added"];
    acts.ask(mode, mode === "split" ? [of] : [], { ...said, place }, told, (answer) => {
      find("reading-text").focus({ preventScroll: true });
      showing.go(answer.rows[answer.rows.length - 1].key);
    });
  }

  function sendStatement(entry, said) {
    if (acts.mayNot(entry) || entry.type !== "row") return;
    if (!form.isChanged) {
      leave();
      commands.accept();
      return;
    }
    acts.ask("correct", [entry.key], said, words.corrected, () => {
      leave();
      goOn(showing, entry);
    });
  }

  element.addEventListener("submit", (event) => {
    event.preventDefault();
    const said = form.values();
    if (said.fields.indicator === undefined) form.tell({ indicator: [words.unknown] });
    else if (showing.draft) sendDraft(showing.draft, said);
    else if (showing.current?.type === "unread") commands.add();
    else sendStatement(showing.current, said);
  });
  element.addEventListener("input", () => {
    const submit = find("reading-submit");
    if (submit && showing.mode === "row") submit.textContent = form.isChanged ? submit.dataset.correct : submit.dataset.accept;
  });
  element.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      showing.leave();
    }
    // Enter in a choice opens nothing here: it accepts, as in every other field.
    if (event.key === "Enter" && event.target.tagName === "SELECT") {
      event.preventDefault();
      element.requestSubmit();
    }
  });
  // A button must not take the selection it is about to use.
  element.addEventListener("mousedown", (event) => {
    if (event.target.closest("[data-act]")) event.preventDefault();
  });
}
