// Which key is which command of the reading desk; its words stand in tracker/site/keys.py.

import { areKeysOn } from "../shared/kept.js";
import { isTypedInto, listen } from "../shared/keys.js";
import { isPossible } from "./possible.js";

const KEYS = {
  j: "next", ArrowDown: "next", k: "previous", ArrowUp: "previous", n: "review", u: "unread", f: "filter",
  "/": "search", "g l": "linking", "?": "help",
  a: "accept", x: "reject", e: "edit", h: "back", A: "bulk", z: "undo", Z: "redo",
  w: "words", o: "otherEnd", "+": "add", "=": "add", i: "add", b: "span", v: "figure", s: "split", " ": "mark", m: "merge",
};

export function listenToKeys(showing, commands) {
  // A field of its own use for Esc keeps it: the form, the searches.
  const escape = (event) => (isTypedInto(event.target) ? null : () => commands.leave());
  listen((pressed, event) => meant(showing, commands, pressed, event), { first: "g", isOn: areKeysOn, escape });
}

function meant(showing, commands, pressed, event) {
  if (event.shiftKey && event.key.startsWith("Arrow")) {
    if (event.key === "ArrowRight") return commands.extend("forward");
    return event.key === "ArrowLeft" ? commands.extend("backward") : null;
  }
  const name = Object.hasOwn(KEYS, pressed) && KEYS[pressed];
  if (name && showing.draft && !isPossible(name, showing.mode)) return () => showing.say(showing.words.drafting);
  return name && (() => commands[name]());
}
