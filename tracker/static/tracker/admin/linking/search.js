/** All outcomes of the report, found by words, to choose one the machine did not think of. */

import { clone, fill, words } from "./fill.js";

const MOST = 40;

export class Search {
  constructor(outcomes, choose) {
    this.outcomes = outcomes;
    this.choose = choose;
    this.box = document.getElementById("link-search");
    this.input = document.getElementById("link-words");
    this.results = document.getElementById("link-results");
    this.input.addEventListener("input", () => this.#find());
    this.box.addEventListener("keydown", (event) => this.#move(event));
  }

  open() {
    this.box.hidden = false;
    this.input.value = "";
    this.#find();
    this.input.focus();
  }

  #find() {
    const asked = this.input.value.trim().split(/\s+/);
    const found = this.outcomes.filter((one) => asked.every((word) => `${one.name} ${one.quote}`.includes(word)));
    const status = document.getElementById("link-found");
    const form = found.length > MOST && this.input.value.trim() ? "most" : found.length === 1 ? "one" : "many";
    status.textContent = words(status, form, { count: found.length });
    // Before a word is typed nothing is laid out: the box opens within the same frame.
    const shown = this.input.value.trim() ? found.slice(0, MOST) : [];
    this.results.replaceChildren(
      ...shown.map((one) => {
        const row = fill(clone("link-result"), one);
        row.firstElementChild.addEventListener("click", () => this.choose(one));
        return row;
      }),
    );
  }

  #move(event) {
    const buttons = [...this.results.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    if (event.key === "ArrowDown") (buttons[at + 1] ?? buttons[at])?.focus();
    else if (event.key === "ArrowUp") (at > 0 ? buttons[at - 1] : this.input).focus();
    else if (event.key === "Enter" && document.activeElement === this.input) buttons[0]?.focus();
    else return;
    event.preventDefault();
  }
}
