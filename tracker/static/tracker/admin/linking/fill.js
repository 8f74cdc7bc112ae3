/** Clones of the page's templates, filled with data: texts, addresses, and parts that are shown only where there is something. */

import { filled } from "../shared/words.js";

export function fill(root, data) {
  for (const node of all(root, "[data-text]")) {
    const text = value(data, node.dataset.text);
    if (node.textContent !== text) node.textContent = text;
  }
  for (const node of all(root, "[data-href]")) node.href = value(data, node.dataset.href);
  for (const node of all(root, "[data-if]")) node.hidden = !value(data, node.dataset.if);
  return root;
}

export function clone(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

/** The words of a data attribute with its figures put in: {count}, {place}. */
export function words(node, name, figures = {}) {
  return filled(node.dataset[name], figures);
}

function all(root, selector) {
  return root.querySelectorAll(selector);
}

/** What stands at a path like quote.before; an empty string where there is nothing. */
function value(data, path) {
  let found = data;
  for (const name of path.split(".")) found = found?.[name];
  return found ?? "";
}
