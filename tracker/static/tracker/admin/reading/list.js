// The list of statements and unread figures: built once, then only what changed is touched.

import { keepInView } from "../shared/inview.js";
import { filterNames, stateOf } from "./store.js";

const SIGNS = {
  proposed: "·", accepted: "✓", rejected: "✕", corrected: "✎", added: "＋", unread: "?", passed: "–",
};

export class List {
  constructor(element, filters, template, store, words, kinds, choose, filter) {
    Object.assign(this, { element, filters, template, store, words, kinds });
    this.items = new Map();
    this.filter = "review";
    element.addEventListener("click", (event) => {
      const item = event.target.closest("li");
      if (item) choose(item.dataset.key);
    });
    filters.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) filter(button.dataset.filter);
    });
  }

  build() {
    const known = this.items;
    this.items = new Map();
    const items = this.store.order.map((entry) => {
      const item = known.get(entry.key) || this.template.content.firstElementChild.cloneNode(true);
      item.dataset.key = entry.key;
      item.button = item.firstElementChild;
      this.items.set(entry.key, item);
      this.paint(entry);
      if (!known.has(entry.key)) item.hidden = known.size > 0 ? false : !this.store.shows(this.filter, entry);
      return item;
    });
    this.element.replaceChildren(...items);
    this.count();
  }

  paint(entry) {
    const item = this.items.get(entry.key);
    if (!item) return;
    const state = stateOf(entry);
    const [number, kind, what, sign, said] = item.button.children;
    number.textContent = entry.name;
    kind.textContent = entry.type === "unread" ? this.words.figure : this.kinds[entry.kind];
    kind.className = entry.type === "unread" ? "kind mark unread" : `kind mark kind-${entry.kind}`;
    what.textContent = entry.type === "unread" ? entry.words : `${entry.subject} ${entry.said}`;
    what.lang = "zh-Hans";
    sign.textContent = entry.trouble ? "!" : SIGNS[state];
    said.textContent = this.words[`state_${state}`];
    item.dataset.state = state;
    item.classList.toggle("doubtful", entry.type === "row" && state === "proposed" && entry.confidence < 0.9);
    item.classList.toggle("marked", Boolean(entry.marked));
  }

  count() {
    const counts = this.store.counts();
    for (const button of this.filters.children) button.lastElementChild.textContent = counts[button.dataset.filter];
  }

  // Shows what the filter holds for now. Later decisions take nothing away: a row goes when the filter is chosen again.
  choose(filter, here) {
    this.filter = filter;
    for (const button of this.filters.children) {
      button.setAttribute("aria-pressed", String(button.dataset.filter === filter));
    }
    for (const entry of this.store.order) {
      this.items.get(entry.key).hidden = !this.store.shows(filter, entry) && entry.key !== here;
    }
  }

  isShown(entry) {
    const item = this.items.get(entry.key);
    return Boolean(item) && !item.hidden;
  }

  shown() {
    return this.store.order.filter((entry) => this.isShown(entry));
  }

  show(key) {
    const before = this.items.get(this.here);
    if (before) {
      before.button.removeAttribute("aria-current");
      before.button.tabIndex = -1;
    }
    this.here = key;
    const item = this.items.get(key);
    if (!item) return;
    item.hidden = false;
    item.button.setAttribute("aria-current", "true");
    item.button.tabIndex = 0;
    keepInView(this.element, item);
  }

  nextFilter() {
    return filterNames[(filterNames.indexOf(this.filter) + 1) % filterNames.length];
  }
}
