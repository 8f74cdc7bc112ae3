"""Printed, a page is dark on white and a table a table; what only leads elsewhere is not on paper."""

from __future__ import annotations

import pytest
from django.utils import translation

from tests.pages import LANGUAGES, addresses

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: What an A4 sheet leaves between margins of 15 mm, in CSS pixels: less than a tablet's width.
SHEET = 680
#: The path and the strip of years say what the page is of.
FAULTS = """() => {
  const isShown = (node) => node.checkVisibility();
  const leading = "nav:not(.path, .years), form.filters, button, .download, .foot ul, .search-box";
  const found = [...document.querySelectorAll(leading)].filter(isShown);
  for (const table of document.querySelectorAll("table"))
    if (isShown(table) && getComputedStyle(table).display !== "table") found.push(table);
  const told = found.map((node) => `${node.tagName} ${node.className} ${node.textContent.trim().slice(0, 30)}`);
  const { backgroundColor } = getComputedStyle(document.body);
  if (backgroundColor !== "rgb(255, 255, 255)") told.push(`ground ${backgroundColor}`);
  if (document.documentElement.scrollWidth > innerWidth) told.push(`${document.documentElement.scrollWidth} px wide`);
  return told;
}"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_has_what_is_read_and_nothing_else(odd_site, visit, language):
    page = visit(SHEET, color_scheme="dark")
    page.emulate_media(media="print")
    with translation.override(language):
        # A form is for the screen.
        every = [address for address in addresses() if "correct" not in address]
    found = {}
    for address in every:
        page.goto(odd_site + address)
        found |= {address: faults} if (faults := page.evaluate(FAULTS)) else {}
    assert found == {}
    page.emulate_media(media="screen")
    assert page.evaluate(FAULTS)
