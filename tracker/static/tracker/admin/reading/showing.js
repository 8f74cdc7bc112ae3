// What the reading desk shows: text, list and form in step, the statement looked at, or the draft of a new one.

import { bringIntoView } from "../shared/inview.js";
import { keep } from "../shared/kept.js";
import { filled } from "../shared/words.js";
import { Form } from "./form.js";
import { List } from "./list.js";
import { isPossible } from "./possible.js";
import { Store } from "./store.js";
import { Text } from "./text.js";

export const find = (id) => document.getElementById(id);

export class Showing {
  constructor(data) {
    Object.assign(this, { data, words: data.words, current: null, draft: null });
    this.place = `duixian-reading-${data.person}-${data.report}`;
    this.store = new Store(data);
    this.text = new Text(find("reading-text"), this.store, (key) => this.go(key));
    for (const entry of this.store.entries.values()) {
      if (entry.type === "unread") entry.words = this.text.slice(...this.text.sentenceAround(entry.start, entry.end));
    }
    const [go, choose] = [(key) => this.go(key), (filter) => this.chooseFilter(filter)];
    const places = [find("reading-list"), find("reading-filters"), find("reading-item")];
    this.list = new List(...places, this.store, data.words, data.kinds, go, choose);
    this.form = new Form(find("reading-form"), data);
  }

  say(said, values = {}) {
    find("reading-live").textContent = filled(said, values);
  }

  nameOf(entry) {
    return entry.type === "unread" ? this.text.slice(entry.start, entry.end) : `${entry.name} ${entry.subject}`;
  }

  repaint(entry) {
    this.text.paint(entry);
    this.list.paint(entry);
  }

  showProgress() {
    this.list.count();
    const [decided, all] = this.store.progress();
    find("reading-count").textContent = `${decided} / ${all}`;
    find("reading-bar").max = Math.max(all, 1);
    find("reading-bar").value = decided;
  }

  // What the form shows: "row", "unread", "add", "split" or "none".
  get mode() {
    return this.draft ? this.draft.mode : this.current?.type ?? "none";
  }

  showActs() {
    const { mode } = this;
    find("reading-form").dataset.mode = mode;
    for (const button of document.querySelectorAll("#reading-form [data-act]")) {
      button.disabled = !isPossible(button.dataset.act, mode);
      const name = button.querySelector("[data-unread]");
      if (name) name.textContent = name.dataset[mode === "unread" ? "unread" : "row"];
    }
    const submit = find("reading-submit");
    if (!submit) return;
    submit.textContent = submit.dataset[this.draft || mode === "unread" ? "add" : "accept"];
    submit.disabled = mode === "none";
  }

  showForm() {
    const { current, draft, form, words } = this;
    this.showActs();
    if (draft) this.showDraft(draft);
    else if (!current) {
      this.showHead(words.nothing, "");
      find("reading-quote").replaceChildren();
      form.clear();
    } else if (current.type === "unread") {
      this.showHead(`${words.figure}: ${this.text.slice(current.start, current.end)}`, current.why);
      this.showQuote(...this.text.sentenceAround(current.start, current.end), [current.start, current.end]);
      form.clear();
    } else this.showStatement(current);
    find("reading-page").hidden = Boolean(draft) || current?.type !== "row";
  }

  showHead(title, about) {
    find("reading-form-title").textContent = title;
    find("reading-about").textContent = about;
  }

  showDraft({ mode, of, place }) {
    const { words } = this;
    this.showHead(mode === "split" ? filled(words.of, { number: this.store.get(of).name }) : words.new, words.drafting);
    this.showQuote(place.start, place.end, [place.number_start, place.number_end]);
  }

  showStatement(entry) {
    const { words } = this;
    const about = [words[`state_${this.list.items.get(entry.key).dataset.state}`], entry.by, entry.section];
    if (entry.state === "proposed") about.push(filled(words.sure_of, { confidence: entry.confidence }), ...entry.doubts);
    this.showHead(`${entry.name} · ${this.data.kinds[entry.kind]}`, about.filter(Boolean).join(" · "));
    this.showQuote(entry.start, entry.end, entry.number ?? []);
    this.form.fill(entry);
    if (entry.trouble) this.form.tell(entry.trouble, false);
    const page = find("reading-addresses").dataset[entry.key[0] === "c" ? "commitment" : "outcome"];
    find("reading-page").href = page.replace("/0/", `/${entry.key.slice(1)}/`);
  }

  showQuote(start, end, [from, to]) {
    const quote = find("reading-quote");
    if (from == null) {
      quote.replaceChildren(this.text.slice(start, end));
      return;
    }
    const figure = document.createElement("b");
    figure.textContent = this.text.slice(from, to);
    quote.replaceChildren(this.text.slice(start, from), figure, this.text.slice(to, end));
  }

  // With `brings` a narrow page moves to the form.
  go(key, brings = true) {
    const entry = this.store.get(key);
    if (!entry || entry.gone) return;
    this.draft = null;
    if (entry !== this.current) this.text.unselect();
    this.lookAt(entry);
    this.text.scrollTo(key);
    this.showForm();
    if (brings) bringIntoView(find("reading-form-title"));
    this.keepPlace();
  }

  lookAt(entry) {
    this.current = entry;
    this.text.show(entry?.key);
    this.list.show(entry?.key);
  }

  // What Esc does: away from the draft, what was typed, and what was selected.
  leave() {
    this.draft = null;
    if (document.activeElement?.closest("#reading-form")) document.activeElement.blur();
    this.text.unselect();
    this.showForm();
  }

  // From a statement that was taken back: to what is shown in its place, else to what comes before, else to nothing.
  stepOff(gone) {
    const shown = this.list.shown();
    const next = shown.find((entry) => entry.end > gone.start) ?? shown.at(-1) ?? this.store.next(null, () => true);
    if (next && !this.draft) this.go(next.key);
    else this.lookAt(next ?? null);
    if (!next) this.showForm();
  }

  keepPlace() {
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => keep(this.place, { key: this.current?.key, filter: this.list.filter }), 200);
  }

  chooseFilter(filter) {
    this.list.choose(filter, this.current?.key);
    this.showEmpty();
    if (this.current) this.list.show(this.current.key);
    this.keepPlace();
  }

  showEmpty() {
    const empty = find("reading-empty");
    empty.hidden = this.list.shown().length > 0;
    empty.textContent = this.list.filter === "review" ? this.words.no_review : this.words.no_shown;
  }

  rebuild(spans) {
    this.store.sort();
    this.text.mark(spans);
    // Numbers follow the order of the text: those after the change are others now.
    for (const entry of this.store.order) this.text.paint(entry);
    this.list.build();
    this.showProgress();
  }

  // Takes what the server tells of statements; those with further acts under way keep what the person sees of them.
  take(rows) {
    const { store } = this;
    const spans = [];
    let moved = false;
    for (const row of rows) {
      const known = store.get(row.key);
      if (known) spans.push([known.start, known.end]);
      spans.push([row.start, row.end]);
      if (known?.waiting > 0) {
        known.seen = row.seen;
        known.said = row.said;
        continue;
      }
      moved = store.put(row) || moved;
    }
    if (moved || rows.some((row) => row.gone || store.holdsUnread(row))) this.rebuild(spans);
    else for (const row of rows) this.repaint(store.get(row.key));
    this.showProgress();
    if (this.current?.gone) this.stepOff(this.current);
    const isHere = this.current && !this.draft && rows.some((row) => row.key === this.current.key);
    if (isHere && !this.form.isChanged) this.showForm();
  }

  markPassed(figures, isPassed) {
    for (const [start] of figures ?? []) {
      const entry = this.store.get(`u${start}`);
      if (entry) {
        entry.passed = isPassed;
        this.repaint(entry);
      }
    }
    this.showProgress();
  }
}
