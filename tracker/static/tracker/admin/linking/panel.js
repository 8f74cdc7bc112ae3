/** The pledge that is looked at: its words, its verdict, and what may answer it. */

import { clone, fill } from "./fill.js";

export class Panel {
  constructor(mayAct, pick, refuse) {
    this.panel = document.getElementById("link-panel");
    this.list = document.getElementById("link-candidates");
    Object.assign(this, { mayAct, pick, refuse, candidates: [] });
  }

  hide() {
    this.panel.hidden = true;
    this.candidates = [];
    document.getElementById("link-nothing").hidden = false;
  }

  /** `extra` are outcomes beyond the pledge's own candidates; `marked` those chosen to answer together, in their order. */
  show(pledge, extra = [], marked = []) {
    const hadFocus = this.panel.contains(document.activeElement) && document.activeElement.closest("#link-candidates, [data-if-decided]");
    this.panel.hidden = false;
    document.getElementById("link-nothing").hidden = true;
    fill(this.panel, pledge);
    this.panel.querySelector("[data-badge]").className = `desk-badge desk-${pledge.verdict.code}`;
    this.panel.querySelector("[data-flags]").replaceChildren(...pledge.verdict.flags.map(flag));
    this.panel.querySelector("[data-if-open]").hidden = !(this.mayAct && pledge.isOpen);
    this.panel.querySelector("[data-if-decided]").hidden = pledge.state === "proposed";
    this.candidates = [...pledge.links, ...extra];
    this.list.replaceChildren(...this.candidates.map((one, number) => this.#candidate(pledge, one, number, marked)));
    document.getElementById("link-no-candidates").hidden = this.candidates.length > 0;
    if (hadFocus) document.getElementById("link-title").focus({ preventScroll: true });
  }

  #candidate(pledge, one, number, marked) {
    const isMarked = marked.includes(one.outcome);
    const node = fill(clone("link-candidate"), { ...one, isMarked, notStanding: !one.isStanding && one.stateName });
    node.classList.toggle("link-standing", Boolean(one.isStanding));
    node.classList.toggle("link-marked", isMarked);
    node.querySelector("kbd").textContent = number < 9 ? number + 1 : "";
    const [pick, refuse] = [node.querySelector("[data-pick]"), node.querySelector("[data-refuse]")];
    const isOpen = this.mayAct && pledge.isOpen;
    pick.hidden = !isOpen || one.state === "confirmed";
    refuse.hidden = !isOpen || one.state === "refused" || !one.state;
    pick.addEventListener("click", () => this.pick(one.outcome));
    refuse.addEventListener("click", () => this.refuse(one.outcome));
    return node;
  }
}

function flag(text) {
  const node = document.createElement("span");
  node.className = "desk-flag";
  node.textContent = text;
  return node;
}
