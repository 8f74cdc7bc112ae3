// Accepting, rejecting, handing back and merging the statement looked at; setting an unread figure aside.

import { filled } from "../shared/words.js";
import { goOn } from "./moving.js";

export function deciding(showing, acts) {
  const { list, store, words } = showing;

  function decide(name, state, told) {
    const entry = showing.current;
    if (acts.mayNot(entry)) return false;
    acts.show(name, [entry], { state }, {}, filled(told, { name: showing.nameOf(entry) }));
    return true;
  }

  function pass(entry) {
    if (acts.mayNot(entry)) return;
    const place = { start: entry.start, end: entry.end };
    const told = filled(words.passed, { name: showing.nameOf(entry) });
    acts.show("pass", [entry], { passed: true }, { keys: [], seen: {}, place }, told);
    goOn(showing, entry);
  }

  // Those marked, or else the next of the same table that is not rejected.
  function mergedInto(first) {
    const marked = store.order.filter((entry) => entry.marked && entry !== first);
    if (marked.length) return marked;
    const fits = (entry) => entry.type === "row" && entry.key[0] === first.key[0] && entry.state !== "rejected";
    return store.order.slice(first.at + 1).filter(fits).slice(0, 1);
  }

  return {
    accept() {
      const entry = showing.current;
      if (entry?.type === "unread") return this.add();
      return decide("accept", "accepted", words.accepted) && goOn(showing, entry);
    },
    reject() {
      const entry = showing.current;
      if (entry?.type === "unread") return pass(entry);
      return decide("reject", "rejected", words.rejected) && goOn(showing, entry);
    },
    back() {
      if (showing.current?.type === "row" && decide("hand_back", "proposed", words.handed_back)) showing.showForm();
    },
    mark() {
      const entry = showing.current;
      if (acts.mayNot(entry) || entry.type !== "row") return;
      entry.marked = !entry.marked;
      list.paint(entry);
      showing.say(words.marked, { count: store.order.filter((one) => one.marked).length });
    },
    merge() {
      const first = showing.current;
      if (acts.mayNot(first) || first.type !== "row") return;
      const others = mergedInto(first);
      if (!others.length) {
        showing.say(words.no_merge);
        return;
      }
      for (const entry of [first, ...others]) entry.marked = false;
      const keys = [first, ...others].map((entry) => entry.key);
      acts.ask("merge", keys, {}, words.merged, () => showing.go(first.key));
    },
    undo: () => acts.undo(),
    redo: () => acts.redo(),
  };
}
