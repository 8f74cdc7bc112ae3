// Going from statement to statement.

import { sentences } from "../shared/words.js";
import { find } from "./showing.js";

const isOpen = (entry) => entry.type === "row" && entry.state === "proposed";
const isUnread = (entry) => entry.type === "unread" && !entry.passed;

// After a decision on `from`: the next of its sort that waits and is shown.
export function goOn(showing, from) {
  const waits = from.type === "unread" ? isUnread : isOpen;
  const next = showing.store.next(from, (entry) => entry !== from && showing.list.isShown(entry) && waits(entry));
  if (next) showing.go(next.key);
  else showing.say(sentences([find("reading-live").textContent, showing.words.last]));
}

export function moving(showing) {
  const { list, store, words } = showing;

  function step(by) {
    const shown = list.shown();
    if (!shown.length) return;
    const at = shown.indexOf(showing.current);
    showing.go(shown[at < 0 ? 0 : Math.min(Math.max(at + by, 0), shown.length - 1)].key);
  }

  function jump(wanted, none) {
    const { current } = showing;
    const next = store.next(current, (entry) => entry !== current && wanted(entry));
    if (next) showing.go(next.key);
    else if (!(current && wanted(current))) showing.say(none);
  }

  return {
    next: () => step(1),
    previous: () => step(-1),
    review: () => jump(isOpen, words.no_review),
    unread: () => jump(isUnread, words.no_unread),
    filter: () => showing.chooseFilter(list.nextFilter()),
    linking() {
      const address = find("reading-addresses").dataset.linking;
      if (address) location.assign(address);
      else showing.say(words.no_links);
    },
  };
}
