// The boxes below a pledge, of which one is open at a time: not reported, several together, the search.

const at = (id) => document.getElementById(id);

export class Boxes {
  constructor() {
    this.boxes = { silence: at("link-silence"), parts: at("link-parts"), search: at("link-search") };
    this.forget();
  }

  // `marked` are the outcomes chosen to answer together, in their order.
  forget() {
    Object.assign(this, { mode: "", marked: [] });
  }

  open(name) {
    this.boxes[name].hidden = false;
    this.mode = name;
    this.boxes[name].scrollIntoView({ block: "nearest" });
  }

  close() {
    const within = Object.values(this.boxes).some((box) => box.contains(document.activeElement));
    for (const box of Object.values(this.boxes)) box.hidden = true;
    this.forget();
    if (within) focusTitle();
  }

  get isSearchForParts() {
    return this.mode === "search" && !this.boxes.parts.hidden;
  }

  // From the search back to the outcomes that are being chosen.
  backToParts() {
    this.boxes.search.hidden = true;
    this.mode = "parts";
    focusTitle();
  }

  mark(outcome) {
    this.marked = this.marked.includes(outcome) ? this.marked.filter((one) => one !== outcome) : [...this.marked, outcome];
  }
}

// Where the keys are free again.
export function focusTitle() {
  at("link-title").focus({ preventScroll: true });
}
