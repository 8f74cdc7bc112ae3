"""Charts are drawn before anybody asks for them."""

from __future__ import annotations

import uuid

import pytest
from django.conf import settings as project

from reports.models import Jurisdiction
from tests.characters import COUNTY, make_document
from tests.county import make_county
from tracker.charts import drawing
from tracker.ingest import ingest
from tracker.site import ahead
from tracker.tasks import draw_ahead


@pytest.fixture
def grown(db, settings, tmp_path):
    """Four years of one target, each answered by the next report."""
    settings.MEDIA_ROOT = tmp_path
    # Keys of the test's own: other tests use the cache meanwhile.
    settings.CACHES = {"default": project.CACHES["default"] | {"KEY_PREFIX": f"test-{uuid.uuid4()}"}}
    make_county()
    for year, growth in ((2019, 7), (2020, 6), (2021, 8), (2022, 7)):
        review = f"一、{year - 1}年工作回顾\n全县地区生产总值增长{growth}%。\n"
        plan = f"二、{year}年工作安排\n地区生产总值增长7%左右。\n"
        ingest(make_document(f"样例县人民政府工作报告\n{review}{plan}", year))
    return Jurisdiction.objects.get(code=COUNTY)


def test_what_is_drawn_ahead_is_not_drawn_for_a_reader(client, grown, monkeypatch):
    rendered = []
    render = drawing.rendered
    monkeypatch.setattr(drawing, "rendered", lambda chart: rendered.append(chart) or render(chart))
    draw_ahead(grown.pk)
    # In both languages.
    assert len(rendered) == 2
    for language in ("zh-hans", "en"):
        page = client.get(f"/{language}/g/{COUNTY}/").content.decode()
        assert "picture-yearly" in page
    assert len(rendered) == 2


def test_a_place_that_is_gone_is_no_error(db):
    draw_ahead(987654)


def test_an_indicator_is_drawn_once_in_a_while(grown, monkeypatch):
    looked = []
    look = ahead.comparison
    monkeypatch.setattr(
        ahead, "comparison", lambda filters, *more, **named: looked.append(filters) or look(filters, *more, **named)
    )
    ahead.draw(grown)
    ahead.draw(grown)
    assert [one.indicator for one in looked] == ["gdp", "gdp"]  # in both languages
