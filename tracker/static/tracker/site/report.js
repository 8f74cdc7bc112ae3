// A report's text: pointing at a statement, going to it by key or tapping it shows its answer beside it.

import { Card } from "./card.js";
import { selected } from "./selected.js";

/** Milliseconds a pointer rests on a statement before its answer shows, so that it can cross others to reach the card. */
const REST = 120;
const LEAVE = 400;

const text = document.querySelector(".report-text");
const card = new Card(document.getElementById("answer"));
let waiting = 0;
let stays = false;

/** The link of the statement that a node of the text or a note in the margin belongs to. */
function statement(node) {
  const found = node.closest?.("[data-row]");
  if (!found || !text.contains(found)) return null;
  return found.closest(".margin") ? text.querySelector(`p [data-row="${found.dataset.row}"]`) : found;
}

function show(link, isToStay = false) {
  stays = isToStay;
  return card.show(link);
}

/** For who pressed a link: it leads where it leads without scripts, if there is no answer to show. */
async function showOrGo(link) {
  if (!(await show(link, true))) location.assign(link.href);
}

function close() {
  stays = false;
  card.close();
}

function later(what, after) {
  clearTimeout(waiting);
  waiting = setTimeout(what, after);
}

document.addEventListener("pointerover", (event) => {
  if (event.pointerType !== "mouse" || stays || event.buttons) return;
  const link = statement(event.target);
  if (link) later(() => show(link), REST);
  else if (card.holds(event.target) || card.holds(document.activeElement) || document.activeElement === card.link) clearTimeout(waiting);
  else later(close, LEAVE);
});

document.addEventListener("focusin", (event) => {
  const link = statement(event.target);
  clearTimeout(waiting);
  if (link) show(link);
  else if (!card.holds(event.target)) close();
});

document.addEventListener("click", (event) => {
  const link = statement(event.target);
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (link && isPlain) {
    event.preventDefault();
    clearTimeout(waiting);
    if (!document.getSelection().isCollapsed) return;
    showOrGo(link);
    // Who pressed Enter goes on in the answer; who used a pointer stays where it is.
    if (event.detail === 0) card.focus();
  } else if (card.asksToClose(event.target)) {
    card.giveBackFocus();
    close();
  } else if (!link && !card.holds(event.target) && document.getSelection().isCollapsed) close();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !card.isOpen) return;
  clearTimeout(waiting);
  card.giveBackFocus();
  close();
});

document.addEventListener("selectionchange", () => later(showSelected, 250));

function showSelected() {
  const span = selected(text);
  if (!span) return;
  stays = true;
  card.showSpan(span);
}

// The map is one target for a finger: what is nearest to it is meant.
document.querySelector(".minimap")?.addEventListener("click", (event) => {
  if (event.target.closest("a")) return;
  const near = [...event.currentTarget.querySelectorAll("a")].map((cell) => [distance(cell.getBoundingClientRect(), event), cell]);
  near.sort(([one], [other]) => one - other)[0]?.[1].click();
});

function distance(box, { clientX, clientY }) {
  return Math.hypot((box.left + box.right) / 2 - clientX, (box.top + box.bottom) / 2 - clientY);
}

/** An address names the place where a statement begins; others may begin there too, whose own words are further on. */
function showTarget() {
  // By its name: when the page has just loaded, :target may not be set yet.
  const target = document.getElementById(location.hash.slice(1));
  if (!target) {
    // Addresses from when the table stood below the text.
    if (/^#[co]\d+$/.test(location.hash)) location.replace(card.rows.address + location.hash);
    return;
  }
  const others = [...text.querySelectorAll(`[data-row][id^="${CSS.escape(target.id)}-"]`)];
  const link = statement(target) ?? others.shift();
  if (!link) return;
  stays = false;
  card.show(link, others);
}

// A link's words can be selected like all others.
for (const link of text.querySelectorAll("a")) link.draggable = false;
addEventListener("hashchange", showTarget);
if (location.hash) showTarget();
else document.getElementById("cited")?.scrollIntoView({ block: "center" });
// When the page itself is there: most readers point at something.
if (document.readyState === "complete") card.prepare();
else addEventListener("load", () => card.prepare());
