// Adding and splitting statements, and saying which words and which figure of the text are theirs.

import { find } from "./showing.js";

export function placing(showing, acts) {
  const { data, form, text, words } = showing;

  // Has the selection become the place of the statement looked at.
  function place(change) {
    const entry = showing.current;
    const selected = text.selected();
    if (acts.mayNot(entry) || entry.type !== "row") return;
    if (!selected) {
      showing.say(words.select);
      return;
    }
    const { fields = {}, ...found } = change(entry, selected);
    acts.ask("place", [entry.key], { place: found, fields }, words.placed, () => showing.go(entry.key));
  }

  // Opens the form with what the reading makes of the words.
  async function begin(mode, [start, end], shared) {
    const answer = await fetch(`${data.propose}?start=${start}&end=${end}`, { credentials: "same-origin" })
      .then((found) => (found.ok ? found.json() : null))
      .catch(() => null);
    const own = { start, end, number_start: null, number_end: null };
    const proposed = answer ?? { fields: {}, kind: "pledge", place: own };
    const draft = { mode, of: showing.current?.key, place: proposed.place, kind: shared?.kind ?? proposed.kind };
    open(draft, { ...shared, ...proposed.fields });
  }

  function open(draft, values) {
    showing.draft = draft;
    showing.showForm();
    form.fill({ ...values, kind: draft.kind, note: "" });
    form.filled = "";
    focusForm();
  }

  function focusForm() {
    form.fields.subject.focus();
    form.fields.subject.select();
  }

  return {
    edit() {
      if (acts.mayNot(showing.current)) return;
      if (showing.current.type === "unread") this.add();
      else focusForm();
    },
    add() {
      const { current } = showing;
      const selected = text.selected();
      if (!(data.may.pledges || data.may.outcomes)) showing.say(words.may_not);
      else if (selected) begin("add", selected);
      else if (current?.type === "unread") begin("add", text.sentenceAround(current.start, current.end));
      else showing.say(words.select);
    },
    split() {
      const { current } = showing;
      if (acts.mayNot(current) || current.type !== "row") return;
      const selected = text.selected();
      if (selected) {
        begin("split", selected, { ...current });
        return;
      }
      const [from, to] = current.number ?? [null, null];
      const found = { start: current.start, end: current.end, number_start: from, number_end: to };
      open({ mode: "split", of: current.key, place: found, kind: current.kind }, { ...current });
    },
    words() {
      const { current } = showing;
      if (!current) return;
      const selected = text.selected();
      const sentence = text.sentenceAround(current.start, current.end);
      const own = current.type === "unread" ? sentence : [current.start, current.end];
      const isOwn = selected && selected[0] === own[0] && selected[1] === own[1];
      text.select(...(isOwn ? text.sentenceAround(...own) : own));
      find("reading-text").focus({ preventScroll: true });
    },
    otherEnd() {
      const { anchorNode, anchorOffset, focusNode, focusOffset } = getSelection();
      if (anchorNode) getSelection().setBaseAndExtent(focusNode, focusOffset, anchorNode, anchorOffset);
    },
    // Returns what moves the end of the selection; nothing where there is none.
    extend: (way) => text.selected() && (() => getSelection().modify("extend", way, "character")),
    span: () =>
      place((entry, [start, end]) => {
        const [from, to] = entry.number ?? [null, null];
        const isInside = from !== null && start <= from && to <= end;
        return { start, end, number_start: isInside ? from : null, number_end: isInside ? to : null };
      }),
    figure: () =>
      place((entry, [from, to]) => {
        const said = text.slice(from, to).normalize("NFKC").replaceAll(",", "");
        const fields = /^-?\d+(\.\d+)?$/.test(said) ? { value: said } : {};
        const [start, end] = [Math.min(entry.start, from), Math.max(entry.end, to)];
        return { start, end, number_start: from, number_end: to, fields };
      }),
  };
}
