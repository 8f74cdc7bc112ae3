/** The words a reader has selected, as characters of the report's text; null where none of the text are. */

export function selected(text) {
  const selection = document.getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const [start, end] = [place(text, range.startContainer, range.startOffset), place(text, range.endContainer, range.endOffset)];
  const block = element(range.startContainer).closest(".passage");
  return start !== null && end !== null && start < end && block ? { start, end, range, block } : null;
}

/** Characters from the text's begin: those of the line before it, without the marks, which are no words of it. */
function place(text, node, offset) {
  const line = element(node).closest("[data-at]");
  if (!line || !text.contains(line)) return null;
  const before = document.createRange();
  before.setStart(line, 0);
  before.setEnd(node, offset);
  const words = before.cloneContents();
  for (const mark of words.querySelectorAll(".said-mark")) mark.remove();
  // By character, as Python counts, not by UTF-16 unit.
  return Number(line.dataset.at) + [...words.textContent].length;
}

function element(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
}
