// The statements and the unread figures of one report, in the order of its text.

const SURE_ENOUGH = 0.9;

const FILTERS = {
  review: (entry) => entry.type === "row" && entry.state === "proposed",
  unread: (entry) => entry.type === "unread" && !entry.passed,
  doubtful: (entry) => entry.type === "row" && entry.state === "proposed" && entry.confidence < SURE_ENOUGH,
  pledge: (entry) => entry.kind === "pledge",
  outcome: (entry) => entry.kind === "outcome",
  shortfall: (entry) => entry.kind === "shortfall",
  decided: (entry) => (entry.type === "row" ? entry.state !== "proposed" : entry.passed),
  all: () => true,
};

const place = (entry) => [entry.start, entry.number ? entry.number[0] : entry.start, entry.end];

function inOrder(one, other) {
  const [a, b] = [place(one), place(other)];
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || (one.key < other.key ? -1 : 1);
}

export const filterNames = Object.keys(FILTERS);

export class Store {
  constructor(data) {
    this.may = data.may;
    this.entries = new Map();
    const passed = new Set(data.passed.map(String));
    for (const row of data.rows) this.entries.set(row.key, { ...row, type: "row" });
    for (const figure of data.unread) {
      const key = `u${figure.start}`;
      const number = [figure.start, figure.end];
      this.entries.set(key, { ...figure, key, number, type: "unread", passed: passed.has(String(number)) });
    }
    this.sort();
  }

  sort() {
    this.order = [...this.entries.values()].filter((entry) => !entry.gone && !this.isReadNow(entry)).sort(inOrder);
    this.order.forEach((entry, index) => {
      entry.at = index;
      entry.name = String(index + 1);
    });
  }

  // A figure that a statement tells of by now is no longer unread.
  isReadNow(entry) {
    if (entry.type !== "unread") return false;
    for (const row of this.entries.values()) {
      if (row.type === "row" && !row.gone && row.state !== "rejected" && row.number) {
        if (row.number[0] < entry.end && entry.start < row.number[1]) return true;
      }
    }
    return false;
  }

  // Whether deciding about the statement may make a figure unread, or read.
  holdsUnread(row) {
    return [...this.entries.values()].some(
      (entry) => entry.type === "unread" && entry.start < row.end && entry.end > row.start,
    );
  }

  get(key) {
    return this.entries.get(key);
  }

  // Takes a statement as the server tells it; whether the order has to be made anew.
  put(row) {
    const known = this.entries.get(row.key);
    const moved = !known || known.gone !== row.gone || String(place(known)) !== String(place(row));
    if (known) Object.assign(known, { by: undefined }, row);
    else this.entries.set(row.key, { ...row, type: "row" });
    return moved;
  }

  mayDecide(entry) {
    if (entry.type === "unread") return this.may.pledges || this.may.outcomes;
    return entry.kind === "pledge" ? this.may.pledges : this.may.outcomes;
  }

  shows(filter, entry) {
    return FILTERS[filter](entry);
  }

  counts() {
    const found = Object.fromEntries(filterNames.map((name) => [name, 0]));
    for (const entry of this.order) for (const name of filterNames) if (FILTERS[name](entry)) found[name] += 1;
    return found;
  }

  progress() {
    const rows = this.order.filter((entry) => entry.type === "row");
    return [rows.filter((row) => row.state !== "proposed").length, rows.length];
  }

  // The next one after `entry` (in the text's order, round its end) that `wanted` holds for; undefined if none.
  next(entry, wanted) {
    const from = entry && this.order[entry.at] === entry ? entry.at : -1;
    for (let step = 1; step <= this.order.length; step += 1) {
      const found = this.order[(from + step) % this.order.length];
      if (wanted(found)) return found;
    }
    return undefined;
  }
}

export const stateOf = (entry) => {
  if (entry.type === "unread") return entry.passed ? "passed" : "unread";
  if (entry.state !== "accepted") return entry.state;
  if (entry.added) return "added";
  return entry.corrected ? "corrected" : "accepted";
};
