"""An indicator's charts in a browser: the policy, axe, the theme's colours, the size of letters."""

from __future__ import annotations

import pytest

from tests.browser.charts import hold_charts_to_the_rules
from tests.test_indicator_page import ingest_places
from tracker import fixtures

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def places(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    fixtures.load_indicators()
    ingest_places()


@pytest.mark.parametrize(("scheme", "kept"), [("light", "rgb(15, 124, 155)"), ("dark", "rgb(45, 159, 191)")])
def test_charts_follow_the_theme_and_break_no_rule(live_server, page, places, scheme, kept):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{live_server.url}/zh-hans/i/gdp/")
    assert page.locator("svg.drawn").count() == 2
    colour = "node => getComputedStyle(node).fill"
    assert page.locator("svg.drawn circle").first.evaluate(colour) == kept
    hold_charts_to_the_rules(page)
