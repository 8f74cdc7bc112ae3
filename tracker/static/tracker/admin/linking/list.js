/** The list of pledges on the left: which are in it, which is looked at, how far the person has come. */

import { isNarrow, keepInView } from "../shared/inview.js";
import { clone, fill } from "./fill.js";

export class List {
  constructor(pledges, groups, choose) {
    this.pledges = new Map(pledges.map((pledge) => [pledge.pk, pledge]));
    this.order = pledges.map((pledge) => pledge.pk);
    this.list = document.getElementById("link-list");
    this.groups = groups;
    this.rows = new Map();
    for (const pk of this.order) {
      const row = clone("link-row");
      row.firstElementChild.addEventListener("click", () => choose(pk));
      this.rows.set(pk, row);
      this.update(this.pledges.get(pk));
    }
    this.list.replaceChildren(...this.rows.values());
  }

  /** Show the pledges of a group; who stops belonging to it stays until a group is chosen again. */
  show(group) {
    this.group = group;
    this.shown = this.order.filter((pk) => this.pledges.get(pk).groups.includes(group));
    const shown = new Set(this.shown);
    for (const [pk, row] of this.rows) row.hidden = !shown.has(pk);
    for (const button of this.groups) button.setAttribute("aria-pressed", String(button.dataset.group === group));
    document.getElementById("link-empty").hidden = this.shown.length > 0;
  }

  count() {
    const counts = {};
    for (const pledge of this.pledges.values()) for (const name of pledge.groups) counts[name] = (counts[name] ?? 0) + 1;
    for (const button of this.groups) button.lastElementChild.textContent = counts[button.dataset.group] ?? 0;
    return { done: counts.done ?? 0, all: (counts.done ?? 0) + (counts.check ?? 0) };
  }

  update(pledge, isWaiting = false) {
    this.pledges.set(pledge.pk, pledge);
    const row = this.rows.get(pledge.pk);
    fill(row, pledge);
    row.className = `link-row link-is-${pledge.state}${isWaiting ? " link-is-waiting" : ""}`;
    const mark = row.querySelector(".link-mark");
    mark.textContent = pledge.verdict.mark;
    mark.className = `link-mark desk-badge desk-${pledge.verdict.code}`;
  }

  waits(pk) {
    this.rows.get(pk).classList.add("link-is-waiting");
  }

  select(pk) {
    this.rows.get(this.current)?.firstElementChild.removeAttribute("aria-current");
    this.current = pk;
    const row = this.rows.get(pk);
    row.firstElementChild.setAttribute("aria-current", "true");
    if (isNarrow()) keepInView(this.list.parentElement, row);
    else row.scrollIntoView({ block: "nearest" });
  }

  unselect() {
    this.rows.get(this.current)?.firstElementChild.removeAttribute("aria-current");
    this.current = undefined;
  }

  /** The neighbour in the list, or the same at its ends. */
  beside(step) {
    const at = this.shown.indexOf(this.current);
    return this.shown[Math.min(Math.max(at + step, 0), this.shown.length - 1)] ?? this.current;
  }

  /** The next pledge of the list nobody has decided about, from here on and then from the top; undefined without one. */
  open(isHeld) {
    const at = this.shown.indexOf(this.current);
    const turn = [...this.shown.slice(at + 1), ...this.shown.slice(0, at)];
    return turn.find((pk) => this.pledges.get(pk).groups.includes("check") && !isHeld(pk));
  }
}
