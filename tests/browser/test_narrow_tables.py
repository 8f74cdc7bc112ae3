"""On a phone a table's rows become blocks: each cell names its column, and to the ear it stays a table."""

from __future__ import annotations

import pytest
from django.utils import translation

from tests.pages import LANGUAGES, addresses

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: Cells that say what they are by themselves: a verdict's badge, a place, a bar, a sum with its sign.
PLAIN = ".cell-verdict, .cell-place, .cell-how, .wide, .cell-promised, .rank"
FAULTS = """(plain) => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
  const roleOf = (node) => roles[node.tagName] ?? (node.scope.startsWith("row") ? "rowheader" : "columnheader");
  const found = [];
  let cells = 0;
  for (const table of document.querySelectorAll("table")) {
    if (getComputedStyle(table).display === "table") continue;
    for (const part of [table, ...table.querySelectorAll("thead, tbody, tr, th, td")])
      if (part.getAttribute("role") !== roleOf(part)) found.push(`${part.tagName} ${part.className} has no role`);
    for (const cell of table.querySelectorAll("td")) {
      if (!cell.getClientRects().length || !cell.innerText.trim() || cell.matches(plain)) continue;
      if (cell.querySelector(":scope > .none")) continue;
      cells += 1;
      const named = getComputedStyle(cell, "::before").content.includes(cell.dataset.label ?? " ");
      const isShown = [...cell.querySelectorAll(".only-narrow")].some((name) => name.getClientRects().length);
      if (!isShown && !(cell.dataset.label && named)) found.push(`${table.className}: ${cell.innerText.slice(0, 40)}`);
    }
  }
  return { cells, found };
}"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_cell_names_its_column(odd_site, visit, language):
    page = visit(320)
    with translation.override(language):
        every = addresses()
    found, cells = {}, 0
    for address in every:
        page.goto(odd_site + address)
        told = page.evaluate(FAULTS, PLAIN)
        found |= {address: told["found"]} if told["found"] else {}
        cells += told["cells"]
    assert found == {}
    assert cells > 50
