// Accepting all sure proposals that are shown, as one act.

import { boundsSaid, figureIn } from "../shared/bounds.js";
import { filled } from "../shared/words.js";
import { goOn } from "./moving.js";
import { find } from "./showing.js";

export function bulk(showing, acts) {
  const { data, list, store, words } = showing;

  function sureOnes() {
    const least = figureIn(find("reading-threshold"));
    if (least === null) return [];
    const isOpen = (entry) => entry.type === "row" && entry.state === "proposed" && store.mayDecide(entry);
    return list.shown().filter((entry) => isOpen(entry) && entry.confidence >= least);
  }

  function count() {
    const { length } = sureOnes();
    const field = find("reading-threshold");
    const none = figureIn(field) === null ? boundsSaid(words.bounds, field) : words.none_sure;
    find("reading-sure").textContent = length ? filled(words.sure, { count: length }) : none;
    find("reading-bulk-do").disabled = length === 0;
  }

  find("reading-threshold").addEventListener("input", count);
  find("reading-bulk-form").addEventListener("submit", (event) => {
    const entries = event.submitter?.value === "do" ? sureOnes() : [];
    if (!entries.length) return;
    const from = showing.current;
    acts.show("accept", entries, { state: "accepted" }, {}, filled(words.many, { count: entries.length }));
    if (from && entries.includes(from)) goOn(showing, from);
  });

  return {
    bulk() {
      if (!(data.may.pledges || data.may.outcomes)) {
        showing.say(words.may_not);
        return;
      }
      find("reading-bulk").showModal();
      count();
    },
  };
}
