"""What is touched is large enough for a finger on a phone and for an unsteady pointer at a desk (WCAG 2.5.8)."""

from __future__ import annotations

import pytest
from django.utils import translation

from tests.pages import LANGUAGES, addresses

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: By width: what stands in a row or a list of its own, and how high it is at least; all else has 24 px.
HIGH = {
    320: (
        ".foot li a, nav a, .reports a, .sources a, .topic-links a, .share-line a, .filters a, summary, button, select",
        43.5,
    ),
    1280: ("summary", 27.5),
}
#: The map of a report's text is one target. A link in a sentence is as high as its line, a box is touched by its label.
SMALL = """([high, least]) => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  const isTouched = (node) => node.closest("a[href], button, summary, input, select, label, textarea");
  const inSentence = (link) => {
    if (getComputedStyle(link).display !== "inline") return false;
    let block = link.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { data, parentElement } = texts.currentNode;
      if (/[\\p{L}\\p{N}]/u.test(data) && !isTouched(parentElement) && !parentElement.closest(".sr")) return true;
    }
    return false;
  };
  const found = [];
  const fields = "input:not([type=hidden], [type=checkbox], [type=radio]), select, textarea";
  for (const node of document.querySelectorAll(`a[href], button, summary, ${fields}`)) {
    const { width, height } = node.getBoundingClientRect();
    if (!width || node.closest(".trap, .skip, [aria-hidden=true]")) continue;
    if (node.tagName === "A" && inSentence(node)) continue;
    if (width < 23.5 || height < (node.matches(high) ? least : 23.5))
      found.push(`${node.tagName} ${node.className} ${node.textContent.trim().slice(0, 30)}: ${width} × ${height}`);
  }
  return found;
}"""


@pytest.mark.parametrize(("language", "width"), list(zip(LANGUAGES, HIGH, strict=True)))
def test_no_target_is_too_small(odd_site, visit, language, width):
    page = visit(width)
    found = {}
    with translation.override(language):
        every = addresses()
    for address in every:
        page.goto(odd_site + address)
        found |= {address: small} if (small := page.evaluate(SMALL, HIGH[width])) else {}
    assert found == {}
    page.set_content('<ul><li><a href="/">1</a></li></ul><p>A <a href="/">1</a></p>')
    assert len(page.evaluate(SMALL, HIGH[width])) == 1
