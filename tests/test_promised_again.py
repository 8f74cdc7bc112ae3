"""What a report promises twice, case by case, and how it is counted once; the cases stand in promised_again.toml."""

from __future__ import annotations

import csv
import io
import tomllib
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation

from reports.models import Report
from reports.words import ReviewState
from tests.characters import COUNTY, make_document
from tests.county import ANSWER, PLAN, make_county
from tests.judging import statement
from tests.test_exports import text_of
from tracker import ledger, register
from tracker.ingest import ingest
from tracker.judging.promised_again import repeats
from tracker.models import Commitment, Tally, TopicTally

CASES = tomllib.loads((Path(__file__).parent / "cases" / "promised_again.toml").read_text(encoding="utf-8"))["case"]
TWICE = PLAN + "抓好就业工作，确保城镇新增就业3000人。\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_it_finds_what_is_said_twice(case: dict) -> None:
    rows = [dict(row) for row in case["pledges"]]
    found = repeats([statement("pledge", row.pop("at", 100 * number), **row) for number, row in enumerate(rows)])
    assert [found.get(number, -1) for number in range(len(rows))] == case["repeats"]


def test_what_is_read_out_of_one_sentence_is_no_repeat() -> None:
    pledge = {"subject": "青云河大桥", "measure": "done", "quote": "青云河大桥建成通车", "reasons": ["action:建成通车"]}
    assert repeats([statement("pledge", 0, **pledge), statement("pledge", 2, **pledge)]) == {}


@pytest.fixture
def twice(settings, tmp_path, db):
    settings.MEDIA_ROOT = tmp_path
    make_county()
    ingest(make_document(TWICE, 2022))
    ingest(make_document(ANSWER, 2023))
    return sorted(Commitment.objects.filter(year=2022, subject="城镇新增就业"), key=lambda row: row.start)


def tallied(*, reviewed: bool = False) -> int:
    row = Tally.objects.get(year=2022, reviewed_only=reviewed, confirmed_only=False)
    return sum(getattr(row, name) for name in ("kept", "in_part", "broken", "unreported", "not_assessable", "pending"))


def test_it_is_stored_and_judged_and_counted_once(twice) -> None:
    first, again = twice
    assert (first.repeats, again.repeats) == (None, first)
    assert first.verdict.code == again.verdict.code
    shown = Commitment.objects.shown(unreviewed=True).filter(year=2022)
    assert again not in shown
    assert again in Commitment.objects.told(unreviewed=True)
    assert tallied() == shown.count() == Commitment.objects.current().filter(year=2022).count() - 1
    assert sum(row.in_part for row in TopicTally.objects.filter(topic=first.topic, reviewed_only=False)) == 1


def test_the_list_and_its_file_have_it_once_and_the_report_twice(client, twice, settings) -> None:
    settings.DUIXIAN_SHOW_UNREVIEWED = True
    first, again = twice
    rows = list(csv.DictReader(io.StringIO(text_of(client.get(f"/en/pledges.csv?place={COUNTY}&year=2022")))))
    assert len(rows) == tallied()
    assert [row["Target"] for row in rows if row["Subject"] == "城镇新增就业"] == ["3000"]
    with translation.override("en"):
        of_report = [Report.objects.get(plan_year=2022).pk]
        text, table = (reverse(f"site:{name}", args=of_report) for name in ("report", "report_statements"))
    page = client.get(table).content.decode()
    assert f'id="c{first.pk}"' in page
    assert f'id="c{again.pk}"' in page
    assert page.count("promised elsewhere in this report, counted there") == 1
    page = client.get(text).content.decode()
    assert "1 more says what another pledge of the report says, and is not counted again." in page


def test_each_page_names_the_other(client, twice, settings) -> None:
    settings.DUIXIAN_SHOW_UNREVIEWED = True
    with translation.override("en"):
        of_first, of_again = (reverse("site:commitment", args=[row.pk]) for row in twice)
    page = client.get(of_first).content.decode()
    assert "Promised again in the same report, and counted once:" in page
    assert f'href="{of_again}"' in page
    page = client.get(of_again).content.decode()
    assert "Its report promises the same elsewhere, where it is counted:" in page
    assert f'href="{of_first}"' in page


def test_where_the_first_is_rejected_the_other_counts(twice, reviewer) -> None:
    first, again = twice
    total = tallied()
    register.decide(first, ReviewState.REJECTED, reviewer)
    ledger.rejudge(first.jurisdiction_id, [2022], [first.report_id])
    again.refresh_from_db()
    assert again.repeats is None
    assert tallied() == total


def test_of_both_the_one_that_a_person_accepted_counts(twice, reviewer) -> None:
    first, again = twice
    total = tallied()
    register.decide(again, ReviewState.ACCEPTED, reviewer)
    ledger.agree(again.jurisdiction_id, [again.report_id], is_of_admissions=False)
    for row in twice:
        row.refresh_from_db()
    assert (first.repeats, again.repeats) == (again, None)
    assert (tallied(), tallied(reviewed=True)) == (total, 1)


def test_a_corrected_figure_is_a_promise_of_its_own(twice, reviewer) -> None:
    _first, again = twice
    total = tallied()
    register.correct(again, reviewer, {"value": "3500"})
    ledger.rejudge(again.jurisdiction_id, [2022], [again.report_id])
    again.refresh_from_db()
    assert again.repeats is None
    assert tallied() == total + 1
