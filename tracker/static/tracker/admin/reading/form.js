// The form beside the text: shows the statement looked at, and hands on what a person wrote in it.

import { sentences } from "../shared/words.js";

const NAMES = ["subject", "measure", "comparator", "value", "value_high", "unit", "period", "deadline", "hedge"];

export class Form {
  constructor(element, data) {
    this.element = element;
    this.words = data.words;
    this.fields = Object.fromEntries([...NAMES, "kind", "note"].map((name) => [name, element.elements[name]]));
    this.indicator = element.elements.indicator;
    this.names = new Map(data.indicators.map(([key, name]) => [key, name]));
    this.keys = new Map();
    const options = data.indicators.map(([key, name, other]) => {
      this.keys.set(name.toLowerCase(), key);
      if (!this.keys.has(other.toLowerCase())) this.keys.set(other.toLowerCase(), key);
      const option = document.createElement("option");
      option.value = name;
      option.label = other;
      return option;
    });
    document.getElementById("reading-indicators").replaceChildren(...options);
    for (const [name, field] of Object.entries(this.fields)) field.setAttribute("aria-describedby", `reading-${name}-error`);
  }

  fill(values) {
    for (const name of NAMES) this.fields[name].value = values[name] ?? "";
    this.fields.kind.value = values.kind;
    this.fields.note.value = values.note ?? "";
    this.indicator.value = this.names.get(values.indicator) ?? "";
    this.filled = JSON.stringify(this.values());
    this.tell({});
  }

  clear() {
    for (const field of [...Object.values(this.fields), this.indicator]) if (field.tagName === "INPUT") field.value = "";
    this.filled = JSON.stringify(this.values());
    this.tell({});
  }

  // What the form says; `indicator` is undefined for a name that is none.
  values() {
    const said = Object.fromEntries(NAMES.map((name) => [name, this.fields[name].value.trim()]));
    const name = this.indicator.value.trim().toLowerCase();
    said.indicator = name ? this.keys.get(name) : null;
    return { fields: said, kind: this.fields.kind.value, note: this.fields.note.value.trim() };
  }

  get isChanged() {
    return JSON.stringify(this.values()) !== this.filled;
  }

  // Sets the errors beside their fields, takes away those of before, and goes to the first; whether there is any.
  tell(errors, goes = true) {
    let first = null;
    for (const place of this.element.querySelectorAll(".error[id]")) place.textContent = "";
    for (const [name, field] of [...Object.entries(this.fields), ["indicator", this.indicator]]) {
      const said = errors[name];
      if (said) {
        document.getElementById(`reading-${name}-error`).textContent = sentences(said);
        first ??= field;
        field.setAttribute("aria-invalid", "true");
      } else field.removeAttribute("aria-invalid");
    }
    const other = Object.entries(errors).filter(([name]) => !(name in this.fields) && name !== "indicator");
    document.getElementById("reading-errors").textContent = sentences(other.flatMap(([, said]) => said));
    if (first && goes) first.focus();
    return Boolean(first || other.length);
  }
}
