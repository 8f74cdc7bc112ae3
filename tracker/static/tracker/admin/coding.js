// The keys of blind coding: each presses what carries it in data-key.

import { areKeysOn } from "./shared/kept.js";
import { isTypedInto, listen } from "./shared/keys.js";

listen(
  (pressed) => {
    const button = document.querySelector(`[data-key="${CSS.escape(pressed)}"]`);
    return button && (() => button.click());
  },
  { isOn: areKeysOn, escape: ({ target }) => isTypedInto(target) && (() => target.blur()) },
);

document.querySelector("details")?.addEventListener("toggle", (event) => {
  if (event.target.open) event.target.querySelector("input:not([type=hidden]), select, textarea")?.focus();
});
