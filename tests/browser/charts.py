"""What holds of every drawn chart on a page."""

from __future__ import annotations

from tests.browser.test_accessibility import violations

#: Pixels: what a letter of a chart has at least, whatever the chart was shrunk to.
SMALLEST = 12.9


def hold_charts_to_the_rules(page):
    """Its tables open, axe finds nothing, the page keeps to 320 pixels, and its letters can be read."""
    for details in page.locator(".picture-chart details, .bullets details").all():
        details.locator("summary").click()
        assert details.locator("table").is_visible()
    assert violations(page) == []
    assert page.complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    letters = page.locator("svg.drawn text").evaluate_all(
        "nodes => nodes.map(node => parseFloat(getComputedStyle(node).fontSize) * node.ownerSVGElement.clientWidth"
        " / node.ownerSVGElement.viewBox.baseVal.width)"
    )
    assert min(letters) >= SMALLEST
