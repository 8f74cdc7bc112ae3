// The linking desk: one pledge after the other, decided by key; the server judges, this page only shows.

import { Desk } from "./desk.js";
import { acts } from "./acts.js";
import { focusTitle } from "./boxes.js";
import { listenToKeys } from "./keys.js";

const source = document.getElementById("link-data");
if (source) start(JSON.parse(source.textContent));

function start(data) {
  const desk = new Desk(data);
  const named = acts(desk);
  document.getElementById("link-silence").addEventListener("submit", (event) => {
    event.preventDefault();
    named.sayUnanswered();
  });
  document.addEventListener("click", (event) => {
    const clicked = event.target.closest?.("[data-act]");
    if (!clicked) return;
    named[clicked.dataset.act]();
    // After the mouse the keys are free again; who pressed the button by key stays on it.
    if (event.detail > 0 && desk.boxes.mode === "" && !clicked.closest("dialog")) focusTitle();
  });
  listenToKeys(named, () => desk.boxes.mode);
  desk.begin();
}
