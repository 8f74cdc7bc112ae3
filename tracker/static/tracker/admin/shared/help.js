// The list of the page's keys, and the tick that turns them off.

import { areKeysOn, turnKeys } from "./kept.js";

const dialog = document.getElementById("desk-keys");
const tick = document.getElementById("desk-keys-single");
if (tick) {
  tick.checked = areKeysOn();
  tick.addEventListener("change", () => turnKeys(tick.checked));
}

export const openHelp = () => dialog.showModal();
