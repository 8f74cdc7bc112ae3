// Confirming at once what the machine took of many pledges, as one act.

import { boundsSaid, figureIn } from "../shared/bounds.js";
import { words } from "./fill.js";

const at = (id) => document.getElementById(id);

// `fits` says of a pledge whether it may be confirmed with others; returns what opens the dialog.
export function bulk(pledges, fits, confirm) {
  const dialog = at("link-bulk");

  // Told while the person chooses.
  function fitting() {
    const fields = [at("link-sure"), at("link-clear")];
    const [sure, clear] = fields.map(figureIn);
    const beyond = fields.find((field) => figureIn(field) === null);
    const isSure = (one) => !beyond && one.score !== null && one.score >= sure && one.lead >= clear;
    const found = [...pledges.values()].filter((one) => one.groups.includes("check") && isSure(one) && fits(one));
    const many = at("link-many");
    many.textContent = beyond
      ? boundsSaid(many.dataset.bounds, beyond)
      : words(many, found.length === 1 ? "one" : "many", { count: found.length });
    at("link-bulk-yes").disabled = found.length === 0;
    return found.map((one) => one.pk);
  }

  for (const id of ["link-sure", "link-clear"]) at(id).addEventListener("input", fitting);
  dialog.addEventListener("close", () => {
    const pks = dialog.returnValue === "yes" ? fitting() : [];
    dialog.returnValue = "";
    if (pks.length) confirm(pks);
  });
  return () => {
    fitting();
    dialog.showModal();
  };
}
