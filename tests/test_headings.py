"""What a document says of itself: never a wrong place or year, and a reason where none is told."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from reports.placing import named_instead, place_of
from reports.reading.heading import SHOWN, read_heading
from tests.reading_cases import cases
from tracker import fixtures

TOLD = ("year", "kind", "vintage", "delivered_on", "source")


@pytest.fixture
def places(db):
    """Every place of the country."""
    fixtures.load_jurisdictions(fixtures.JURISDICTIONS)


def placed_as(text, heading, file_name=""):
    placed = place_of(heading, text, file_name)
    return placed.place.code if placed.place else placed.why_not.value


def test_every_case_says_what_it_says_of_itself(places):
    for case in cases("headings"):
        heading = read_heading(case["text"])
        said = {"place": placed_as(case["text"], heading, case.get("file_name", "")), "title": heading.title}
        said |= {name: getattr(heading, name).value for name in TOLD if getattr(heading, name)}
        expected = {"title": ""} | {name: case[name] for name in ("place", "title", *TOLD) if name in case}
        assert said == expected, case["text"]


@pytest.mark.parametrize("case", cases("headings"), ids=lambda case: case["text"][:16])
def test_what_is_told_stands_where_it_is_said_to_stand(case):
    text, heading = case["text"], read_heading(case["text"])
    for told in (*heading.places, heading.level, *(getattr(heading, name) for name in TOLD)):
        if told is not None:
            words = "".join(text[told.start : told.end].split())
            assert words.startswith(told.quote.rstrip("…"))
            assert len(told.quote) <= SHOWN


@pytest.mark.parametrize("text", ["", "\n", "年" * 5000, "第一届人民代表大会" * 400, "(" * 3000, "在" * 3000 + "县长"])
def test_no_text_is_too_strange(text):
    heading = read_heading(text)
    assert heading.delivered_on is None
    assert heading.year is None


def test_a_text_under_another_place_is_noticed(places):
    text = "米易县政府工作报告\n各位代表：\n"
    assert named_instead(text, "510421") is None
    assert named_instead(text, "130633").place.name == "米易县"
    assert named_instead("各位代表：\n", "130633") is None


def test_no_real_report_is_placed_or_dated_wrongly(places, corpus):
    """Told by the text alone: neither the folder's name nor the file's is looked at."""
    found = Counter()
    with (corpus / "index.tsv").open(encoding="utf-8", newline="") as index:
        for row in csv.DictReader(index, delimiter="\t"):
            text = (corpus / row["file"]).read_bytes().decode()
            heading = read_heading(text)
            placed = place_of(heading, text)
            if placed.place is not None:
                assert placed.place.code == row["code"], row["file"]
            if heading.is_year_sure:
                assert heading.year.value == row["plan_year"], row["file"]
            found += Counter(place=placed.place is not None, year=heading.is_year_sure, reports=1)
    # Thirteen of the forty-nine do not name their place at all.
    assert found["place"] >= 0.7 * found["reports"]
    assert found["year"] >= 0.9 * found["reports"]
