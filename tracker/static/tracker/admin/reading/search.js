// Search in the text: every hit is found, the next one is shown and selected, so that it can be worked on at once.

import { keepInView } from "../shared/inview.js";

export class Search {
  constructor(form, text, words) {
    this.field = form.querySelector("input");
    this.told = form.querySelector("output");
    Object.assign(this, { text, words, hits: [], at: -1 });
    this.field.addEventListener("input", () => this.find());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.step(1);
    });
    this.field.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Enter" && event.shiftKey) {
        event.preventDefault();
        this.step(-1);
      }
      if (event.key === "Escape") {
        event.preventDefault();
        const hit = this.hits[this.at];
        this.field.blur();
        if (hit) this.text.select(...hit);
      }
    });
  }

  open() {
    this.field.focus();
    this.field.select();
  }

  find() {
    const wanted = Array.from(this.field.value.trim().toLowerCase());
    this.hits = [];
    this.at = -1;
    if (wanted.length) {
      for (const line of this.text.lines) {
        const signs = line.characters.map((sign) => sign.toLowerCase());
        for (let from = 0; from + wanted.length <= signs.length; from += 1) {
          if (wanted.every((sign, index) => signs[from + index] === sign)) {
            this.hits.push([line.start + from, line.start + from + wanted.length]);
          }
        }
      }
    }
    this.tell();
  }

  step(by) {
    if (!this.hits.length) return;
    this.at = (this.at + by + this.hits.length) % this.hits.length;
    const [start, end] = this.hits[this.at];
    this.text.select(start, end);
    const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
    if (range) keepInView(this.text.element, range);
    this.tell();
  }

  tell() {
    const { length } = this.hits;
    if (!this.field.value.trim()) this.told.textContent = "";
    else if (!length) this.told.textContent = this.words.not_found;
    else this.told.textContent = this.words.found.replace("{at}", this.at + 1).replace("{count}", length);
  }
}
