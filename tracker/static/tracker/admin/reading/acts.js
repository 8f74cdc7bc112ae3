// The acts of the reading desk on their way: shown at once or when answered, taken back where refused, undone.

import { Queue } from "../shared/queue.js";
import { filled, listed } from "../shared/words.js";
import { Settling } from "./settling.js";
import { find } from "./showing.js";

export class Acts {
  constructor(showing) {
    this.showing = showing;
    this.undone = [];
    const token = document.querySelector("#reading-form [name=csrfmiddlewaretoken]").value;
    this.queue = new Queue(showing.data.act, token, { told: (how, count) => this.tell(how, count) });
    this.settling = new Settling(this.queue);
  }

  tell(how, count) {
    const status = find("reading-status");
    // What keeps acts from being saved is read out; that one is on its way is not, at every key.
    status.setAttribute("aria-live", how === "offline" || how === "signed_out" ? "polite" : "off");
    status.textContent = how === "sent" ? "" : filled(this.showing.words[how], { count });
    status.dataset.how = how;
  }

  // Whether the person may not decide about the statement, which is said.
  mayNot(entry) {
    const { showing } = this;
    if (entry && showing.store.mayDecide(entry)) return false;
    showing.say(entry ? showing.words.may_not : showing.words.nothing);
    return true;
  }

  send(name, keys, extra, done, failed) {
    const { store } = this.showing;
    const seen = () => Object.fromEntries(keys.map((key) => [key, store.get(key).seen]));
    this.queue.add({
      keys,
      ask: () => ({ act: name, keys, seen: seen(), ...(typeof extra === "function" ? extra() : extra) }),
      done: (answer) => {
        this.settling.note(answer);
        done(answer);
      },
      failed: (answer) => failed(answer ?? { said: this.showing.words.dropped, rows: [] }),
    });
  }

  // Shows `change` on the entries at once and sends the act; `told` is said meanwhile.
  show(name, entries, change, extra, told) {
    const { showing } = this;
    const before = entries.map((entry) => ({ ...entry }));
    for (const entry of entries) {
      entry.waiting = (entry.waiting ?? 0) + 1;
      Object.assign(entry, change, { trouble: undefined });
      showing.repaint(entry);
    }
    showing.showProgress();
    showing.say(told);
    const keys = entries.map((entry) => entry.key);
    const done = { keys, before, id: null };
    this.undone.push(done);
    const answered = (answer) => {
      for (const entry of entries) entry.waiting -= 1;
      done.id = answer.act;
      showing.take(answer.rows);
    };
    this.send(name, keys, extra, answered, (answer) => this.refused(entries, before, done, answer));
  }

  refused(entries, before, done, answer) {
    const { showing } = this;
    this.undone = this.undone.filter((one) => one !== done);
    entries.forEach((entry, index) => {
      const { seen, said } = entry;
      Object.assign(entry, before[index], { waiting: 0, seen, said });
      showing.repaint(entry);
    });
    showing.take(answer.rows);
    this.sayRefused(listed(entries.map((entry) => showing.nameOf(entry)).slice(0, 3)), answer);
    for (const entry of entries) {
      entry.trouble = { "": [answer.said], ...answer.errors };
      showing.list.paint(entry);
    }
    const { current, draft } = showing;
    if (current && !draft && entries.includes(current)) showing.form.tell(current.trouble, false);
  }

  sayRefused(name, answer) {
    this.showing.say(this.showing.words.refused, { name, said: answer.said });
  }

  // Sends an act that makes or checks something and waits for the answer before it shows.
  ask(name, keys, extra, told, then) {
    const { showing } = this;
    const { form } = showing;
    const { draft, current } = showing;
    const isHere = () => draft === showing.draft && current === showing.current;
    find("reading-form").setAttribute("aria-busy", "true");
    const done = (answer) => {
      find("reading-form").removeAttribute("aria-busy");
      this.undone.push({ keys, before: [], id: answer.act });
      const stays = isHere();
      if (stays) {
        showing.draft = null;
        form.filled = JSON.stringify(form.values());
      }
      showing.take(answer.rows);
      const last = answer.rows[answer.rows.length - 1];
      showing.say(told, { name: last ? showing.nameOf(showing.store.get(last.key)) : "" });
      if (stays) then?.(answer);
    };
    this.send(name, keys, extra, done, (answer) => {
      find("reading-form").removeAttribute("aria-busy");
      showing.take(answer.rows);
      this.sayRefused(form.fields.subject.value, answer);
      const errors = Object.keys(answer.errors ?? {}).length ? answer.errors : { "": [answer.said] };
      if (isHere()) form.tell(errors);
    });
  }

  undo() {
    const { showing } = this;
    const { store } = showing;
    const last = this.undone.pop();
    for (const before of last?.before ?? []) {
      const entry = store.get(before.key);
      const { waiting, seen } = entry;
      Object.assign(entry, { by: undefined }, before, { waiting, seen });
      showing.repaint(entry);
    }
    showing.showProgress();
    const keys = last?.keys ?? [];
    const waits = (by) => {
      for (const entry of keys.map((key) => store.get(key))) if (entry) entry.waiting = Math.max(0, (entry.waiting ?? 0) + by);
    };
    waits(1);
    if (keys.length) showing.go(keys[0]);
    const done = (answer) => {
      waits(-1);
      showing.take(answer.rows);
      showing.markPassed(answer.passed, false);
      showing.say(showing.words.undone);
      if (!keys.length) this.goWhere(answer);
    };
    const asked = () => ({ keys: [], seen: {}, of: last?.id ?? null });
    this.send("undo", keys, asked, done, (answer) => {
      waits(-1);
      showing.take(answer.rows);
      this.sayRefused("", answer);
    });
  }

  redo() {
    const { showing } = this;
    const done = (answer) => {
      this.undone.push({ keys: [], before: [], id: answer.act });
      showing.take(answer.rows);
      showing.markPassed(answer.passed, true);
      showing.say(showing.words.redone);
      this.goWhere(answer);
    };
    this.send("redo", [], {}, done, (answer) => this.sayRefused("", answer));
  }

  // To the first statement of the answer that is there, or the figure that it tells of.
  goWhere({ rows, passed }) {
    const row = rows.find((one) => !one.gone);
    const [figure] = passed ?? [];
    if (row ?? figure) this.showing.go(row?.key ?? `u${figure[0]}`);
  }
}
