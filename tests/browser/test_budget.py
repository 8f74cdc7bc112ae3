"""Nothing on a page moves while it loads, and nothing is asked for from elsewhere."""

from __future__ import annotations

import pytest
from django.utils import translation

from tests.pages import LANGUAGES, addresses

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: What moved, by the browser's own measure (Layout Instability): 0.1 counts as good, rounding of glyphs as 0.001.
MOST_MOVED = 0.001
OBSERVE = """
window.moved = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    const named = entry.sources.map((source) => source.node?.nodeName + "." + source.node?.className).join(" ");
    window.moved.push([entry.value, named]);
  }
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize(("language", "width"), [(LANGUAGES[0], 320), (LANGUAGES[1], 1280)])
def test_nothing_moves_and_nothing_comes_from_elsewhere(odd_site, browser, language, width):
    context = browser.new_context(viewport={"width": width, "height": 800})
    context.add_init_script(OBSERVE)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    found = {}
    with translation.override(language):
        every = addresses()
    for address in every:
        page.goto(odd_site + address)
        page.wait_for_load_state("networkidle")
        # Down to the end, so that what is drawn late is drawn.
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        moved = page.evaluate("window.moved")
        if sum(value for value, _named in moved) > MOST_MOVED:
            found[address] = moved
    # And what does move is seen.
    page.evaluate("document.querySelector('main').style.paddingTop = '200px'; scrollTo(0, 0)")
    page.wait_for_function("window.moved.length > 0")
    context.close()
    assert found == {}
    assert {url for url in asked if not url.startswith((odd_site, "data:"))} == set()
