// What the linking desk shows and sends: the list, the pledge looked at, and the acts on their way.

import { bringIntoView } from "../shared/inview.js";
import { Queue } from "../shared/queue.js";
import { Boxes } from "./boxes.js";
import { List } from "./list.js";
import { Panel } from "./panel.js";

const at = (id) => document.getElementById(id);
const MENDED = ["sent", "sending"];

export class Desk {
  constructor(data) {
    this.data = data;
    this.extra = [];
    this.boxes = new Boxes();
    this.groups = [...document.querySelectorAll("[data-group]")];
    this.list = new List(data.pledges, this.groups, (pk) => this.look(pk));
    const refuse = (outcome) => this.ask("refuse", { outcomes: [outcome] });
    this.panel = new Panel(data.mayAct, (outcome) => this.pick(outcome), refuse);
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    this.queue = new Queue(data.address, token, { told: (how) => this.tell(how) });
    for (const one of this.groups) one.addEventListener("click", () => this.show(one.dataset.group));
  }

  // Where the address says, else at what is still to check.
  begin() {
    const { data, groups } = this;
    const [group, pk] = location.hash.slice(1).split("-");
    const first = data.pledges.some((one) => one.groups.includes("check")) ? "check" : "all";
    this.show(groups.some((one) => one.dataset.group === group) ? group : first, Number(pk));
    this.count();
  }

  get current() {
    return this.list.pledges.get(this.list.current);
  }

  get isOpen() {
    return this.data.mayAct && this.current?.isOpen;
  }

  say(text) {
    at("link-said").textContent = text;
  }

  // Says what went wrong, by its name in the page or in the server's words; nothing where nothing did.
  complain(name, text = at("link-problem").dataset[name]) {
    const problem = at("link-problem");
    problem.hidden = !text;
    problem.dataset.name = name ?? "";
    problem.firstElementChild.textContent = text ?? "";
    problem.lastElementChild.hidden = !this.isStuck;
  }

  tell(how) {
    const wasStuck = this.isStuck;
    this.isStuck = !MENDED.includes(how);
    if (this.isStuck && at("link-problem").dataset.name !== how) this.complain(how);
    if (wasStuck && !this.isStuck) this.complain();
  }

  // The pledges as the server has them now.
  take(answer) {
    const { boxes, data, list } = this;
    for (const pledge of answer.pledges ?? []) {
      if (list.pledges.has(pledge.pk)) list.update(pledge, this.queue.holds(pledge.pk));
      if (pledge.pk === list.current) this.draw();
    }
    if ("mayUndo" in answer) data.mayUndo = answer.mayUndo;
    if (boxes.mode && !this.isOpen) boxes.close();
    this.count();
  }

  count() {
    const { done, all } = this.list.count();
    at("link-progress").textContent = `${done} / ${all}`;
    for (const one of document.querySelectorAll("[data-act=undo]")) one.disabled = !this.mayUndo;
  }

  get mayUndo() {
    return this.data.mayAct && (this.data.mayUndo || this.queue.isBusy);
  }

  draw() {
    if (this.current) this.panel.show(this.current, this.extra, this.boxes.marked);
    else this.panel.hide();
  }

  // Looks at a pledge; boxes that were open for another one are closed. With `brings` a narrow page moves to it.
  look(pk, brings = true) {
    if (pk === undefined) return;
    this.boxes.close();
    this.extra = [];
    this.list.select(pk);
    this.draw();
    if (brings) bringIntoView(at("link-title"));
    history.replaceState(null, "", `#${this.list.group}-${pk}`);
  }

  show(group, pk) {
    this.list.show(group);
    const wanted = this.list.shown.includes(pk) ? pk : this.list.shown[0];
    if (wanted !== undefined) this.look(wanted, false);
    else this.lookAway();
  }

  // In an empty list nothing is looked at.
  lookAway() {
    this.boxes.close();
    this.list.unselect();
    this.draw();
    history.replaceState(null, "", `#${this.list.group}`);
  }

  // The next pledge that nobody has decided about; undefined without one.
  next() {
    return this.list.open((pk) => this.queue.holds(pk));
  }

  // Has the server undo the last act; one that is still on its way may be refused, and then nothing is undone.
  undo() {
    if (this.mayUndo) this.ask("undo", {}, this.queue.last?.keys ?? []);
  }

  // Has the server do it, and goes on to the next pledge without waiting.
  ask(act, more = {}, pks = [this.list.current]) {
    const { list } = this;
    if (act !== "undo" && pks.length === 1 && !this.isOpen) {
      this.complain(this.current ? "closed" : "empty");
      return;
    }
    if (!this.isStuck) this.complain();
    this.say(at("link-said").dataset.waiting);
    for (const pk of pks) list.waits(pk);
    this.boxes.close();
    const seen = () => pks.map((pk) => ({ pk, seen: list.pledges.get(pk).seen }));
    this.queue.add({
      keys: pks,
      ask: () => ({ act, ...more, pledges: seen() }),
      done: (answer) => this.done(act, answer),
      failed: (answer) => this.refused(pks, answer),
    });
    this.count();
    if (act === "undo" || act === "leave" || pks.length !== 1) return;
    const next = this.next();
    if (next === undefined) this.say(at("link-said").dataset.through);
    else this.look(next);
  }

  done(act, answer) {
    this.take(answer);
    this.say(answer.said);
    if (act === "undo" && answer.pledges.length) this.look(answer.pledges[0].pk);
  }

  // Without an answer it rested on an act that was refused, of which the person is told.
  refused(pks, answer) {
    this.take(answer ?? {});
    for (const pk of pks) this.list.update(this.list.pledges.get(pk), this.queue.holds(pk));
    if (!answer) return;
    this.say("");
    this.complain("refused", answer.problem);
    if (pks.length === 1) this.look(pks[0]);
  }

  pick(outcome) {
    if (this.boxes.mode !== "parts") {
      this.ask("confirm", { outcomes: [outcome] });
      return;
    }
    this.boxes.mark(outcome);
    this.draw();
  }
}
