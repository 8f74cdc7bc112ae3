/** The answer beside the text, taken from the statement's row of the table. It lies over what is there: nothing moves. */

import { Rows } from "./rows.js";

/** As in report.css: from here on the answer has no margin to stand in. */
const narrow = matchMedia("(max-width: 68rem)");
const GAP = 6;

export class Card {
  constructor(box) {
    this.box = box;
    this.rows = new Rows(box.dataset.table);
    this.told = box.querySelector("#answer-told");
    this.span = box.querySelector(".answer-span");
    this.address = box.querySelector(".answer-link");
    this.copy = box.querySelector(".answer-copy");
    this.link = null;
    this.runs = [];
    this.answered = Promise.resolve(false);
    this.copy.hidden = !navigator.clipboard;
    this.copy.dataset.words = this.copy.textContent;
    this.copy.addEventListener("click", () => this.#copy());
    addEventListener("resize", () => this.link && this.#place(this.link));
  }

  get isOpen() {
    return !this.box.hidden;
  }

  holds(node) {
    return this.box.contains(node);
  }

  asksToClose(node) {
    return Boolean(node.closest?.(".answer-close"));
  }

  focus() {
    this.box.focus({ preventScroll: true });
  }

  /** To the statement, if the focus is in the answer that is about to go. */
  giveBackFocus() {
    if (this.holds(document.activeElement)) this.link?.focus({ preventScroll: true });
  }

  close() {
    this.#unmark();
    this.link = null;
    this.box.hidden = true;
  }

  /** Has the rows sent for, so that nobody waits for the first answer. */
  async prepare() {
    await this.rows.come();
    this.box.removeAttribute("aria-busy");
  }

  /**
   * The answer of a statement, with those that share its words; of others too where an address names their phrase.
   * False where it cannot be had.
   */
  show(link, others = []) {
    // What is being shown is not asked for again: to press a link also moves the focus to it.
    if (this.link !== link || !this.isOpen || others.length) this.answered = this.#show(link, others);
    return this.answered;
  }

  async #show(link, others) {
    const keys = new Set([link, ...others].flatMap(keysOf));
    this.#unmark();
    this.link = link;
    this.runs = [...keys].flatMap((key) => runsOf(link, key));
    for (const run of this.runs) run.classList.add("is-shown");
    this.span.hidden = true;
    this.address.href = `#${link.id || this.runs[0].id}`;
    if (!this.rows.areHere) {
      this.told.replaceChildren(element("p", "quiet", this.box.dataset.waiting));
      this.#open(link.closest(".passage"), linesOf(link));
      await this.prepare();
      // Another may have been asked for in the meantime, or none.
      if (this.link !== link) return true;
    }
    const rows = [...keys].flatMap((key) => this.rows.of(key));
    if (!rows.length) {
      this.close();
      return false;
    }
    link.setAttribute("aria-describedby", "answer-told");
    this.told.replaceChildren(...rows.flatMap(answer));
    this.address.href = rows[0].querySelector(".cell-said a").hash;
    this.#open(link.closest(".passage"), linesOf(link));
    return true;
  }

  /** The link to any words of the text; `range` is where they stand on the screen. */
  showSpan({ start, end, range, block }) {
    this.#unmark();
    this.link = null;
    this.told.replaceChildren();
    this.span.hidden = false;
    this.span.querySelector(".answer-place").textContent = `${start}–${end}`;
    this.address.href = `?from=${start}&to=${end}#cited`;
    this.#open(block, [...range.getClientRects()]);
  }

  #open(block, lines) {
    this.copy.textContent = this.copy.dataset.words;
    block.append(this.box);
    this.box.hidden = false;
    this.#placeBeside(block, lines);
  }

  #place(link) {
    this.#placeBeside(link.closest(".passage"), linesOf(link));
  }

  /** Beside the first line; where there is no margin, below the last. What would end below the screen stands higher. */
  #placeBeside(block, lines) {
    if (!lines.length) return;
    const { height } = this.box.getBoundingClientRect();
    const [first, last] = [lines[0].top, lines.at(-1).bottom];
    let top = narrow.matches ? last + GAP : first;
    const isCut = last < innerHeight && top + height > innerHeight;
    if (isCut && narrow.matches && first - GAP - height > 0) top = first - GAP - height;
    else if (isCut && !narrow.matches) top = Math.max(innerHeight - height - GAP, GAP);
    this.box.style.top = `${top - block.getBoundingClientRect().top}px`;
  }

  #unmark() {
    if (!this.link) return;
    for (const run of this.runs) run.classList.remove("is-shown");
    this.link.removeAttribute("aria-describedby");
  }

  async #copy() {
    await navigator.clipboard.writeText(this.address.href);
    this.copy.textContent = this.copy.dataset.done;
  }
}

function keysOf(link) {
  return [link.dataset.row, ...(link.dataset.also?.split(" ") ?? [])];
}

function runsOf(link, key) {
  return [...link.closest(".report-text").querySelectorAll(`[data-row="${key}"]`)];
}

function linesOf(link) {
  return [...link.getClientRects()];
}

/** A row as a heading and a list: the table's own heads name what its cells say. */
function answer(row) {
  const heads = row.closest("table").tHead.rows[0].cells;
  const head = element("p", "answer-head");
  head.append(...copies(row.querySelector(".cell-verdict")), row.querySelector(".kind").cloneNode(true));
  const list = element("dl");
  for (const cell of row.querySelectorAll(".cell-promised, .cell-reported, .cell-how")) {
    if (["", "–"].includes(cell.textContent.trim())) continue;
    const pair = element("div");
    const name = element("dt");
    name.textContent = heads[cell.cellIndex].textContent;
    const told = element("dd");
    told.append(...copies(cell));
    pair.append(name, told);
    list.append(pair);
  }
  return list.children.length ? [head, list] : [head];
}

/** What a cell holds, without the name that it bears on narrow screens. */
function copies(cell) {
  return [...cell.childNodes].filter((node) => !node.classList?.contains("only-narrow")).map((node) => node.cloneNode(true));
}

function element(name, className = "", words = "") {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (words) node.textContent = words;
  return node;
}
