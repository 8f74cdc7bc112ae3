// Which key is which act of the linking desk while which box is open; its words stand in tracker/site/keys.py.

import { areKeysOn } from "../shared/kept.js";
import { listen } from "../shared/keys.js";

const KEYS = {
  "": {
    j: "next", ArrowDown: "next", k: "previous", ArrowUp: "previous", n: "check", f: "turn", "g r": "reading", "?": "help",
    a: "confirm", Enter: "confirm", digit: "choose", "/": "search", x: "refuse", h: "leave", A: "bulk", z: "undo",
    0: "silence", "-": "silence", c: "parts",
  },
  silence: { digit: "reason", e: "note", Enter: "sayUnanswered", "?": "help" },
  parts: { digit: "choose", "/": "search", p: "as-parts", Enter: "as-parts", "+": "as-sum", "=": "as-sum", "?": "help" },
  search: {},
};

// `acts` maps names to functions; `mode` says which box is open.
export function listenToKeys(acts, mode) {
  const meant = (pressed) => {
    const keys = KEYS[mode()];
    const name = /^[1-9]$/.test(pressed) ? keys.digit : Object.hasOwn(keys, pressed) && keys[pressed];
    return name && (() => acts[name](Number(pressed)));
  };
  listen(meant, { first: "g", isOn: areKeysOn, escape: () => mode() && acts.close });
}
