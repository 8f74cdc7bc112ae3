// The report's text with its statements marked, and the way between a place in it and a place in the page.
// Offsets count characters as the server does (code points); a page counts UTF-16 units, so every way goes through here.

import { keepInView } from "../shared/inview.js";
import { stateOf } from "./store.js";

class Line {
  constructor(element) {
    this.element = element;
    this.start = Number(element.dataset.start);
    this.characters = Array.from(element.textContent);
    this.end = this.start + this.characters.length;
  }

  slice(start, end) {
    return this.characters.slice(start - this.start, end - this.start).join("");
  }
}

export class Text {
  constructor(element, store, choose) {
    this.element = element;
    this.store = store;
    this.lines = Array.from(element.querySelectorAll("[data-start]"), (line) => new Line(line));
    this.pieces = new Map();
    element.addEventListener("click", (event) => {
      const piece = event.target.closest("[data-keys]");
      if (!piece || !getSelection().isCollapsed) return;
      event.preventDefault();
      const keys = piece.dataset.keys.split(" ");
      choose(keys[(keys.indexOf(this.here) + 1) % keys.length]);
    });
  }

  get end() {
    return this.lines.length ? this.lines[this.lines.length - 1].end : 0;
  }

  slice(start, end) {
    const within = this.lines.filter((line) => line.start < end && line.end > start);
    return within.map((line) => line.slice(Math.max(start, line.start), Math.min(end, line.end))).join("");
  }

  // Marks everything anew where the spans touch; everywhere without any.
  mark(spans) {
    const touched = (line) => !spans || spans.some(([start, end]) => line.start < end && line.end > start);
    const lines = this.lines.filter(touched);
    let first = 0;
    const entries = this.store.order;
    for (const line of lines) {
      while (first < entries.length && entries[first].end <= line.start && !this.reaches(first, line)) first += 1;
      this.markLine(line, entries.filter((entry) => entry.start < line.end && entry.end > line.start));
    }
    if (this.here) this.show(this.here);
  }

  reaches(index, line) {
    return this.store.order[index].end > line.start;
  }

  markLine(line, entries) {
    for (const [key, pieces] of this.pieces) {
      const left = pieces.filter((piece) => piece.parentNode !== line.element);
      if (left.length < pieces.length) this.pieces.set(key, left);
    }
    const edges = new Set([line.start, line.end]);
    for (const entry of entries) {
      for (const edge of [entry.start, entry.end, ...(entry.number || [])]) {
        if (edge > line.start && edge < line.end) edges.add(edge);
      }
    }
    const cuts = [...edges].sort((a, b) => a - b);
    const made = document.createDocumentFragment();
    for (let index = 0; index + 1 < cuts.length; index += 1) {
      const [start, end] = [cuts[index], cuts[index + 1]];
      const under = entries.filter((entry) => entry.start <= start && entry.end >= end);
      for (const entry of under) if (entry.start === start) made.append(this.note(entry));
      const words = line.slice(start, end);
      if (!under.length) {
        made.append(words);
        continue;
      }
      const piece = document.createElement("span");
      piece.textContent = words;
      piece.dataset.keys = under.map((entry) => entry.key).join(" ");
      if (under.some((entry) => entry.number && entry.number[0] <= start && entry.number[1] >= end)) {
        piece.dataset.figure = "";
      }
      for (const entry of under) this.keep(entry.key, piece);
      this.paintPiece(piece);
      made.append(piece);
    }
    line.element.replaceChildren(made);
  }

  // The number stands in an attribute, not in the text: selecting and counting pass over it.
  note(entry) {
    const note = document.createElement("a");
    note.className = "note";
    note.id = entry.key;
    note.href = `#${entry.key}`;
    note.tabIndex = -1;
    note.dataset.keys = entry.key;
    this.keep(entry.key, note);
    this.paintNote(note, entry);
    return note;
  }

  keep(key, element) {
    if (!this.pieces.has(key)) this.pieces.set(key, []);
    this.pieces.get(key).push(element);
  }

  paintNote(note, entry) {
    note.dataset.n = entry.type === "unread" ? "?" : entry.name;
    note.dataset.state = stateOf(entry);
    note.setAttribute("aria-label", `${entry.name} ${entry.subject || entry.why}`);
  }

  paintPiece(piece) {
    const entries = piece.dataset.keys.split(" ").map((key) => this.store.get(key));
    const shown = entries.find((entry) => entry.key === this.here) || entries.find((entry) => entry.state !== "rejected");
    const entry = shown || entries[0];
    piece.className =
      entry.type === "unread"
        ? `mark unread state-${stateOf(entry)}`
        : `mark kind-${entry.kind} state-${stateOf(entry)}${"figure" in piece.dataset ? " figure" : ""}`;
    if (entry.key === this.here) piece.classList.add("here");
  }

  paint(entry) {
    for (const element of this.pieces.get(entry.key) || []) {
      if (element.className === "note" || element.classList.contains("note")) this.paintNote(element, entry);
      else this.paintPiece(element);
    }
  }

  show(key) {
    const before = this.here;
    this.here = key;
    for (const one of new Set([before, key])) {
      for (const element of this.pieces.get(one) || []) {
        if (element.classList.contains("note")) element.classList.toggle("here", one === key);
        else this.paintPiece(element);
      }
    }
  }

  scrollTo(key) {
    const [first] = this.pieces.get(key) || [];
    if (first) keepInView(this.element, first);
  }

  // Places in the text

  lineAt(offset) {
    return this.lines.find((line) => offset >= line.start && offset <= line.end);
  }

  // The selection as [start, end) of the text without blanks at its ends; null where none of the text is selected.
  selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(this.element)) return null;
    const within = this.lines.filter((line) => range.intersectsNode(line.element));
    if (!within.length) return null;
    let start = this.offsetOf(within[0], range.startContainer, range.startOffset, within[0].start);
    const last = within[within.length - 1];
    let end = this.offsetOf(last, range.endContainer, range.endOffset, last.end);
    const at = (offset) => this.slice(offset, offset + 1);
    while (start < end && !at(start).trim()) start += 1;
    while (end > start && !at(end - 1).trim()) end -= 1;
    return start < end ? [start, end] : null;
  }

  offsetOf(line, node, offset, otherwise) {
    if (!line.element.contains(node)) return otherwise;
    const before = document.createRange();
    before.setStart(line.element, 0);
    before.setEnd(node, offset);
    return line.start + Array.from(before.toString()).length;
  }

  pointAt(offset, isEnd) {
    const line = this.lines.find((one) => (isEnd ? offset > one.start && offset <= one.end : offset >= one.start && offset < one.end));
    if (!line) return null;
    const walker = document.createTreeWalker(line.element, NodeFilter.SHOW_TEXT);
    let left = offset - line.start;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const characters = Array.from(node.data);
      if (left < characters.length || (isEnd && left === characters.length)) {
        return [node, characters.slice(0, left).join("").length];
      }
      left -= characters.length;
    }
    return null;
  }

  select(start, end) {
    const [from, to] = [this.pointAt(start, false), this.pointAt(end, true)];
    if (from && to) getSelection().setBaseAndExtent(...from, ...to);
  }

  unselect() {
    if (this.selected()) getSelection().removeAllRanges();
  }

  // The sentence around [start, end), within its line.
  sentenceAround(start, end) {
    const line = this.lineAt(start);
    if (!line) return [start, end];
    const stops = (sign) => "。！？；!?;".includes(sign);
    let [from, to] = [start, Math.min(end, line.end)];
    while (from > line.start && !stops(line.slice(from - 1, from))) from -= 1;
    while (to < line.end && !stops(line.slice(to - 1, to))) to += 1;
    if (to > from && stops(line.slice(to - 1, to))) to -= 1;
    return [from, Math.max(to, end)];
  }
}
