"""An indicator's page: targets beside outcomes in pictures, of one kind of figure at a time, and what is left out."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from selectolax.lexbor import LexborHTMLParser

from reports.words import Direction, Level, Measure
from tests.characters import make_document, make_place
from tests.pages import text_of
from tracker import fixtures
from tracker.ingest import ingest
from tracker.site import comparison as compared
from tracker.site.amounts import amount, number, unit_name
from tracker.site.comparison import Aim, Comparison, Kind, Point
from tracker.site.pictures import pictures

PLAN = """样例{n}县人民政府工作报告
一、2021年工作回顾
2021年，全县地区生产总值增长7%。
二、2022年工作安排
今年经济社会发展的主要预期目标是：{target}。
"""
ANSWER = """样例{n}县人民政府工作报告
一、2022年工作回顾
2022年，全县{outcome}。
二、2023年工作安排
今年经济社会发展的主要预期目标是：地区生产总值增长6%左右。
"""
PLACES = 9


def ingest_places(first: int = 0, count: int = PLACES) -> None:
    """Invented counties that promise a growth of 8 % and tell of 6.5, 7, … %; the last one promises a level."""
    for n in range(first, first + count):
        code = str(990101 + n)
        make_place(code, f"样例{n}县")
        is_level = n == first + count - 1
        target = "地区生产总值达到100亿元" if is_level else "地区生产总值增长8%"
        outcome = "地区生产总值达到101亿元" if is_level else f"地区生产总值增长{6.5 + n * 0.5:g}%"
        ingest(make_document(PLAN.format(n=n, target=target), 2022, code))
        ingest(make_document(ANSWER.format(n=n, outcome=outcome), 2023, code))


@pytest.fixture
def places(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    fixtures.load_indicators()
    ingest_places()


def table(response, name):
    """The rows of a picture's table, each a list of its cells."""
    rows = LexborHTMLParser(response.content).css(f".picture-{name} tbody tr")
    return [[cell.text() for cell in row.css("th, td")] for row in rows]


def test_it_works(client, places):
    response = client.get("/en/i/gdp/")
    page = text_of(response)
    assert "Of 8 targets a figure answers, 5 were kept" in page
    assert "The median target is 8%, the median outcome 8.25%." in page
    assert "the median difference is +0.25 percentage points. Exactly on target: 1 of 8." in page
    assert len(LexborHTMLParser(response.content).css("svg.drawn")) == 2


def test_the_table_holds_what_the_chart_shows(client, places):
    rows = table(client.get("/zh-hans/i/gdp/"), "gaps")
    assert sum(int(row[1]) for row in rows) == 8
    assert rows[0][0].startswith("低于")
    # Exactly on target is no shortfall: of the 8 three lie below.
    assert sum(int(row[1]) for row in rows if "−" in row[0] or row[0] == "低于0") == 3


def test_only_figures_of_one_kind_are_drawn_together(client, places):
    page = LexborHTMLParser(client.get("/en/i/gdp/").content)
    kinds = {link.text(): link.attributes["href"] for link in page.css(".kinds a")}
    assert list(kinds) == ["Level, 100 million yuan"]
    assert "1 of another measure or unit" in page.css_first(".left-out").text()
    other = text_of(client.get("/en/i/gdp/" + kinds["Level, 100 million yuan"].partition("#")[0]))
    assert "Too few targets that a figure answers to draw" in other
    assert "17 of another measure or unit" in other


@pytest.mark.parametrize("asked", ["nonsense", "growth:", "level:亿元'--", "x" * 5000, "%00"])
def test_a_kind_that_is_none_shows_the_most_answered(client, places, asked):
    assert "Of 8 targets" in text_of(client.get("/en/i/gdp/", {"figures": asked}))


def test_a_filter_holds_for_the_pictures_too(client, places):
    assert "Of 8 targets" in text_of(client.get("/en/i/gdp/?year=2022&level=county"))
    assert "Of 8 targets" not in text_of(client.get("/en/i/gdp/?year=2023"))


def test_what_nobody_has_reviewed_is_not_drawn_where_it_is_not_shown(client, places, settings):
    client.get("/en/i/gdp/")
    settings.DUIXIAN_SHOW_UNREVIEWED = False
    assert not LexborHTMLParser(client.get("/en/i/gdp/").content).css("svg.drawn")


def test_only_the_newest_are_looked_at_and_the_page_says_so(client, places, monkeypatch):
    monkeypatch.setattr(compared, "NEWEST", 17)
    monkeypatch.setattr("tracker.site.indicators.NEWEST", 17)
    monkeypatch.setattr(compared, "MOST_POINTS", 7)
    told = LexborHTMLParser(client.get("/en/i/gdp/").content).css_first(".left-out").text()
    assert "all but the newest 17 pledges" in told
    monkeypatch.setattr(compared, "NEWEST", 10_000)
    ingest_places(first=20, count=1)
    told = LexborHTMLParser(client.get("/en/i/gdp/").content).css_first(".left-out").text()
    assert "1 that are answered but older than those drawn" in told


def test_a_new_report_is_seen_at_once(client, places):
    assert "Of 8 targets" in text_of(client.get("/en/i/gdp/"))
    ingest_places(first=20, count=3)
    assert "Of 10 targets" in text_of(client.get("/en/i/gdp/"))


def test_the_number_of_queries_does_not_grow(client, places, django_assert_max_num_queries):
    with CaptureQueriesContext(connection) as first:
        client.get("/en/i/gdp/")
    ingest_places(first=20, count=3)
    with CaptureQueriesContext(connection) as later:
        client.get("/en/i/gdp/")
    assert len(first) == len(later)
    with django_assert_max_num_queries(len(later) - 1):
        client.get("/en/i/gdp/")


GROWTH = Kind(Measure.GROWTH, "%", 9, 9)


def pairs(*gaps):
    return tuple(Point(Decimal(8), Decimal(8) + Decimal(gap), "kept") for gap in gaps)


@pytest.mark.parametrize(
    ("direction", "measure", "words"),
    [
        (Direction.HIGHER, Measure.GROWTH, ("target reached", "short of target")),
        (Direction.LOWER, Measure.SHARE, ("over the target", "within the target")),
        (Direction.LOWER, Measure.DECLINE, ("target reached", "short of target")),
        (Direction.NEUTRAL, Measure.LEVEL, ("above target", "below target")),
    ],
)
def test_the_sides_of_the_target_are_named_by_the_good_direction(direction, measure, words):
    kind = Kind(measure, "%", 9, 9)
    with translation.override("en"):
        scatter, gaps = pictures(Comparison((kind,), kind, pairs(*range(-4, 5)), (), 2022, 2022), direction)
    above, below = words
    assert f"↖ {above}" in scatter.svg
    assert f"{below} ↘" in scatter.svg
    assert f"← {below}" in gaps.svg


def test_levels_are_set_side_by_side_by_their_medians():
    aims = tuple(
        Aim(level, year, Decimal(median), count)
        for level, year, median, count in (
            (Level.NATION, 2021, 6, 1), (Level.NATION, 2022, "5.5", 1), (Level.PROVINCE, 2021, "6.5", 31),
            (Level.PROVINCE, 2022, 6, 31), (Level.COUNTY, 2021, 9, 2), (Level.COUNTY, 2022, 7, 40),
        )
    )  # fmt: skip
    with translation.override("en"):
        (ladder,) = pictures(Comparison((GROWTH,), GROWTH, (), aims, 2021, 2022), Direction.HIGHER)
    assert ladder.summary == (
        "Median targets for 2022: Nation 5.5%, Province 6%, County 7%. "
        "From Nation to County that is 1.5 percentage points more."
    )
    assert ladder.rows == [["2022", "5.5 (1)", "6 (31)", "7 (40)"], ["2021", "6 (1)", "6.5 (31)", "–"]]
    assert re.search(r">Province</text>", ladder.svg)


def test_one_level_alone_is_no_ladder():
    aims = tuple(Aim(Level.COUNTY, year, Decimal(7), 5) for year in (2021, 2022))
    assert pictures(Comparison((GROWTH,), GROWTH, (), aims, 2021, 2022), Direction.HIGHER) == []


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        ("8.50", "8.5"),
        ("-0.254", "−0.25"),
        ("1234.5", "1235"),
        ("12345.6", "12\u202f346"),
        ("0.001", "0"),
        ("-0.001", "0"),
    ],
)
def test_a_computed_figure_has_few_digits(figure, told):
    assert number(Decimal(figure)) == told


def test_a_unit_stands_behind_its_figure():
    with translation.override("en"):
        assert amount(Decimal(3), "%") == "3%"
        assert amount(Decimal(3), "percentage points", signed=True) == "+3 percentage points"
        assert amount(Decimal(350), unit_name("亿元")) == "350 ×\u00a0100 million yuan"
    with translation.override("zh-hans"):
        assert amount(Decimal(3), "亿元") == "3亿元"
