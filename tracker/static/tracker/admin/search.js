// The key "/" goes to the search box from wherever nobody is typing, save on a page that has a search of its own.

import { areKeysOn } from "./shared/kept.js";
import { listen } from "./shared/keys.js";

const box = document.getElementById("search-all");

function open() {
  box.focus();
  box.select();
}

// Heard at the window: after what the page itself makes of the key at the document.
if (box) listen((pressed) => pressed === "/" && open, { at: window, isOn: areKeysOn });
