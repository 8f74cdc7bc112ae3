"""With letters of twice the size, on the narrowest phone, nothing scrolls sideways and no words are cut."""

from __future__ import annotations

import pytest
from django.utils import translation

from tests.pages import LANGUAGES, addresses

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: What a page does wrong: wider than the screen, a control lower than its letters, words printed over one another, a
#: skip link that shows before it is asked for.
FAULTS = """() => {
  document.documentElement.style.fontSize = "200%";
  for (const details of document.querySelectorAll("details")) details.open = true;
  const told = (node) => `${node.tagName} ${node.className} ${node.textContent.trim().slice(0, 30)}`;
  const meet = (a, b) =>
    a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  const found = [];
  const { scrollWidth } = document.documentElement;
  if (scrollWidth > innerWidth) found.push(`${scrollWidth} px wide`);
  const fields = "button, select, input:not([type=hidden], [type=checkbox], [type=radio])";
  for (const node of document.querySelectorAll(fields)) {
    if (!node.clientHeight || node.closest(".trap")) continue;
    const { lineHeight, paddingTop, paddingBottom } = getComputedStyle(node);
    // A browser sets the lines of a select by itself.
    const line =
      node.tagName === "SELECT" ? 0 : [lineHeight, paddingTop, paddingBottom].map(parseFloat).reduce((a, b) => a + b);
    if (Math.max(line, node.scrollHeight) > node.clientHeight + 1) found.push(`cut: ${told(node)}`);
  }
  for (const node of document.querySelectorAll(".tile-name, .badge, summary, h1, h2, .tally-word"))
    if (node.clientWidth && node.scrollWidth > node.clientWidth + 1) found.push(`cut: ${told(node)}`);
  const boxes = [...document.querySelectorAll(".tally-row > *")].map((node) => [node, node.getBoundingClientRect()]);
  for (const [number, [node, box]] of boxes.entries())
    for (const [other, second] of boxes.slice(number + 1))
      if (meet(box, second)) found.push(`${told(node)} over ${told(other)}`);
  const skip = document.querySelector(".skip").getBoundingClientRect();
  if (skip.bottom > 0) found.push(`skip link shown at ${skip.bottom}`);
  return found;
}"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [320, 360])
def test_no_page_scrolls_sideways_or_cuts_words(odd_site, visit, language, width):
    page = visit(width)
    with translation.override(language):
        every = [*addresses(), *(f"/{language}/pledges/?verdict={verdict}" for verdict in ("broken", "unreported"))]
    found = {}
    for address in every:
        page.goto(odd_site + address)
        found |= {address: faults} if (faults := page.evaluate(FAULTS)) else {}
    assert found == {}
