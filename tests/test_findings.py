"""The audit's findings as rows: stored with the report, renewed with it, and with what people decide."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.models import Jurisdiction, Report
from reports.words import ReviewState
from tests.characters import COUNTY, make_document, make_place
from tests.county import ODD_YEAR, ODD_YEAR_BEFORE, ingest_odd_pair, make_county
from tracker import ledger, register
from tracker.admin import decisions
from tracker.ingest import ingest
from tracker.judging.audit.records import Severity
from tracker.models import Finding, Outcome

ALL = ["deflator:info", "growth:warning", "part:error"]


@pytest.fixture
def county(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    county = make_county()
    ingest_odd_pair()
    return county


def kinds(**only):
    return sorted(f"{row.kind}:{row.severity}" for row in Finding.objects.filter(**only))


def level(value="182.8"):
    return Outcome.objects.select_related("report").get(value=value)


def test_it_works(county):
    assert kinds(jurisdiction=county) == ALL
    growth = Finding.objects.get(kind="growth")
    assert (growth.report.plan_year, growth.later.plan_year) == (2024, 2025)
    assert (growth.year, growth.told_in, growth.indicator.code, growth.weight) == (2024, 2025, "exports", 1)
    assert "据此增长" in growth.explained("zh-hans")
    assert "growth of" in growth.explained("en")
    part = Finding.objects.get(kind="part")
    assert (part.report.plan_year, part.later, part.year, part.weight) == (2024, None, None, 2)


def test_every_figure_is_the_text_at_its_place(county):
    for row in Finding.objects.select_related("report", "later"):
        for figure in row.figures:
            text = (row.later if figure["text"] else row.report).text
            assert text[figure["start"] : figure["end"]] == figure["printed"]


def test_the_same_again_changes_nothing(county):
    ingest_odd_pair()
    Report.objects.update(reader_version="an earlier one")
    ingest_odd_pair()
    assert kinds() == ALL


@pytest.mark.parametrize(
    ("year", "text", "left"),
    [
        (2025, ODD_YEAR.replace("29.5%", "8.5%"), ["deflator:info", "part:error"]),
        (2024, ODD_YEAR_BEFORE.replace("168.4", "141.1"), ["deflator:info", "part:error"]),
        (2024, ODD_YEAR_BEFORE.replace("30座", "60座"), ["deflator:info", "growth:warning"]),
    ],
)
def test_a_new_version_takes_its_findings_with_it(county, year, text, left):
    ingest(make_document(text, year))
    assert kinds() == left
    assert not Finding.objects.filter(report__superseded_by__isnull=False).exists()
    ingest(make_document(ODD_YEAR if year == 2025 else ODD_YEAR_BEFORE, year))
    assert kinds() == ALL


def test_a_persons_correction_counts(county, reviewer):
    decisions.correct(level(), reviewer, {"value": "218.1"})
    assert kinds() == ["deflator:info", "part:error"]
    decisions.decide([level("218.1")], ReviewState.PROPOSED, reviewer)
    assert kinds() == ALL


def test_what_a_person_rejects_is_not_audited(county, reviewer):
    decisions.decide([level("168.4")], ReviewState.REJECTED, reviewer)
    assert kinds() == ["deflator:info", "part:error"]


def test_a_finding_counts_as_reviewed_once_all_its_figures_are(county, reviewer):
    growth = {"indicator__code": "exports"}
    for row in Outcome.objects.filter(**growth).select_related("report").order_by("pk"):
        assert not Finding.objects.filter(is_reviewed=True)
        decisions.decide([row], ReviewState.ACCEPTED, reviewer)
    assert kinds(is_reviewed=True) == ["growth:warning"]
    assert list(Finding.objects.shown(unreviewed=False)) == list(Finding.objects.filter(kind="growth"))


def test_what_a_digest_tells_is_never_an_alarm(db, settings, tmp_path):
    """It tells the figures in other words, and may leave out those that explain them."""
    settings.MEDIA_ROOT = tmp_path
    make_county()
    ingest(make_document(ODD_YEAR_BEFORE, 2024))
    ingest(make_document(ODD_YEAR, 2025, is_digest=True))
    assert kinds() == ["deflator:info", "growth:info", "part:error"]
    ingest(make_document(ODD_YEAR + "建设水厂1座。\n", 2025))
    assert kinds() == ALL


def test_other_governments_are_left_alone(county):
    other = str(int(COUNTY) + 1)
    make_place(other, f"样例县{other}")
    ingest_odd_pair(other)
    assert kinds(jurisdiction__code=other) == kinds(jurisdiction__code=COUNTY) == ALL
    ingest(make_document(ODD_YEAR.replace("29.5%", "8.5%"), 2025))
    assert kinds(jurisdiction__code=other) == ALL


def test_the_queries_do_not_grow_with_the_years(county):
    with CaptureQueriesContext(connection) as two_years:
        register.replace_findings(county.pk)
    for year in range(2026, 2032):
        ingest(make_document(ODD_YEAR.replace("2025", str(year)).replace("2024", str(year - 1)), year))
    with CaptureQueriesContext(connection) as eight_years:
        assert register.replace_findings(county.pk) > len(ALL)
    assert len(eight_years) == len(two_years) == 7


def test_only_the_reports_around_the_changed_one_are_audited(county, monkeypatch):
    for year in range(2026, 2030):
        ingest(make_document(ODD_YEAR.replace("2025", str(year)).replace("2024", str(year - 1)), year))
    before = dict(Finding.objects.values_list("pk", "told_in"))
    ledger.judge_around(Report.objects.get(plan_year=2029))
    renewed = {row.told_in for row in Finding.objects.exclude(pk__in=before)}
    assert renewed == {2029}
    assert len(before) == Finding.objects.count()


def test_a_decision_about_a_link_audits_nothing(county):
    before = set(Finding.objects.values_list("pk", flat=True))
    ledger.rejudge(county.pk, [2024, 2025])
    assert set(Finding.objects.values_list("pk", flat=True)) == before


def test_the_gravest_stand_first(county):
    assert [row.severity for row in Finding.objects.gravest_first()] == [
        Severity.ERROR,
        Severity.WARNING,
        Severity.INFO,
    ]


def test_what_was_stored_before_there_were_findings_is_audited_by_a_command(county, capsys):
    Finding.objects.all().delete()
    call_command("rejudge", verdicts_only=True)
    assert not Finding.objects.exists()
    call_command("rejudge", jurisdiction=COUNTY)
    assert kinds() == ALL
    assert capsys.readouterr().out.endswith("0 verdicts added\n")
    with pytest.raises(CommandError, match="has a report"):
        call_command("rejudge", jurisdiction="123456")


def test_a_government_without_a_report_has_nothing_to_audit(db):
    assert register.replace_findings(make_place("990102").pk) == 0
    assert Jurisdiction.objects.count() == 1


def test_a_figure_told_of_two_things_counts_as_reviewed_once_both_are(county, reviewer):
    rows = list(Outcome.objects.filter(indicator__code="exports").select_related("report").order_by("pk"))
    other = Outcome.objects.get(pk=rows[0].pk)
    other.pk, other.subject, other.indicator = None, "别的事", None
    other.save(force_insert=True)
    decisions.decide(rows, ReviewState.ACCEPTED, reviewer)
    assert kinds(is_reviewed=True) == []
    decisions.decide([other], ReviewState.ACCEPTED, reviewer)
    assert kinds(is_reviewed=True) == ["growth:warning"]
