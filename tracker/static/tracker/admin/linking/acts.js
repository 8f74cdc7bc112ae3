// What the keys and buttons of the linking desk do.

import { openHelp } from "../shared/help.js";
import { bulk } from "./bulk.js";
import { Search } from "./search.js";

const at = (id) => document.getElementById(id);

export function acts(desk) {
  const { boxes, data, groups, list, panel, queue } = desk;
  const search = new Search(data.outcomes, found);
  const openBulk = bulk(list.pledges, (one) => !queue.holds(one.pk), (pks) => desk.ask("confirm", {}, pks));

  function open(name) {
    if (!desk.isOpen) {
      desk.complain(desk.current ? "closed" : "empty");
      return false;
    }
    if (!desk.isStuck) desk.complain();
    boxes.open(name);
    return true;
  }

  function found(one) {
    if (!boxes.isSearchForParts) {
      desk.ask("confirm", { outcomes: [one.outcome] });
      return;
    }
    boxes.backToParts();
    if (!panel.candidates.some((known) => known.outcome === one.outcome)) {
      desk.extra = [...desk.extra, { ...one, quote: { lead: one.quote }, stateName: "" }];
    }
    if (!boxes.marked.includes(one.outcome)) boxes.mark(one.outcome);
    desk.draw();
  }

  function together(role) {
    if (boxes.marked.length < 2) desk.complain("few");
    else desk.ask("together", { outcomes: boxes.marked, role });
  }

  const named = {
    next: () => desk.look(list.beside(1)),
    previous: () => desk.look(list.beside(-1)),
    check() {
      const next = desk.next();
      if (next === undefined) desk.say(at("link-said").dataset.through);
      else desk.look(next);
    },
    turn() {
      const here = groups.findIndex((one) => one.dataset.group === list.group);
      desk.show(groups[(here + 1) % groups.length].dataset.group);
    },
    reading: () => location.assign(at("content-main").dataset.reading),
    close() {
      if (boxes.isSearchForParts) boxes.backToParts();
      else {
        boxes.close();
        desk.draw();
      }
    },
    confirm() {
      const pledge = desk.current;
      if (!data.mayAct || !pledge || pledge.state !== "proposed" || queue.holds(pledge.pk)) named.check();
      else if (pledge.score !== null) desk.ask("confirm");
      else if (pledge.groups.includes("unclear")) desk.complain("untaken");
      else named.silence();
    },
    choose(number) {
      const one = panel.candidates[number - 1];
      if (one) desk.pick(one.outcome);
      else desk.complain("none");
    },
    refuse: () => desk.ask("refuse"),
    leave: () => desk.ask("leave"),
    silence() {
      if (open("silence")) at("link-silence").querySelector("[name=reason]").focus();
    },
    reason(number) {
      const radio = at("link-silence").querySelectorAll("[name=reason]")[number - 1];
      if (!radio) return;
      radio.checked = true;
      named.sayUnanswered();
    },
    note: () => at("link-note").focus(),
    sayUnanswered() {
      const form = new FormData(at("link-silence"));
      desk.ask("unanswered", { reason: form.get("reason"), note: form.get("note") });
      at("link-silence").reset();
    },
    search() {
      if (open("search")) search.open();
    },
    parts() {
      if (!open("parts")) return;
      boxes.marked = desk.current.links.filter((one) => one.isStanding).map((one) => one.outcome);
      desk.draw();
    },
    "as-parts": () => together("part"),
    "as-sum": () => together("addend"),
    undo: () => desk.undo(),
    bulk() {
      if (data.mayAct) openBulk();
    },
    help: openHelp,
    retry: () => queue.retry(),
  };
  return named;
}
