"""What the whole is for: known governments, known years, known verdicts, from the files to the database."""

from __future__ import annotations

import csv

import pytest
from django.core.management import call_command

from reports.models import Report
from reports.words import Flag, Rule, Verdict
from tracker import fixtures
from tracker.models import Commitment


@pytest.fixture(scope="module")
def module_files(tmp_path_factory):
    return tmp_path_factory.mktemp("media")


@pytest.fixture
def digests(db, settings, module_files):
    settings.MEDIA_ROOT = module_files
    fixtures.load()
    call_command("ingest", str(fixtures.DIGESTS), verbosity=0)


@pytest.fixture
def reports(digests, corpus):
    call_command("ingest", str(corpus), verbosity=0)
    return corpus


def commitments(code, **conditions):
    return Commitment.objects.filter(
        jurisdiction__code=code, is_retired=False, report__superseded_by__isnull=True, **conditions
    ).select_related("verdict", "indicator")


def gdp_growth(year):
    """The nation's target for the growth of GDP, in the report that plans the year."""
    return commitments("000000", year=year, indicator__code="gdp", measure="growth", report__plan_year=year)


def check_kaihua():
    admitted = commitments("330824", year=2022)
    assert {row.subject for row in admitted} == {
        "固定资产投资",
        "地区生产总值",
        "社会消费品零售总额",
        "外贸进出口总额",
        "城镇居民人均收入",
        "农村居民人均收入",
    }
    assert {(row.verdict.code, row.verdict.rule) for row in admitted} == {(Verdict.BROKEN, Rule.ADMITTED)}


def check_dianjiang():
    admitted = commitments("500231", known_from="admission")
    assert {(row.subject, row.year, row.verdict.code) for row in admitted} == {
        ("工业总产值", 2015, Verdict.BROKEN),
        ("进出口总值", 2015, Verdict.BROKEN),
    }


def check_nation():
    assert [row.verdict.code for row in gdp_growth(2022)] == [Verdict.BROKEN]
    (above,) = gdp_growth(2021)
    assert (above.verdict.code, Flag.EXCEEDED in above.verdict.flags) == (Verdict.KEPT, True)
    (between,) = gdp_growth(2019)
    assert (between.verdict.code, between.verdict.rule) == (Verdict.KEPT, Rule.RANGE)
    assert not gdp_growth(2020)


def test_the_digests_alone_show_the_known_verdicts(digests):
    check_kaihua()
    check_dianjiang()
    check_nation()


def test_the_real_reports_show_the_known_verdicts(reports):
    with (reports / "index.tsv").open(encoding="utf-8") as file:
        listed = list(csv.DictReader(file, delimiter="\t"))
    current = Report.objects.filter(superseded_by__isnull=True, is_digest=False)
    assert current.count() == len(listed) == 49
    check_kaihua()
    check_dianjiang()
    check_nation()


def test_every_standing_commitment_has_a_verdict(digests):
    standing = Commitment.objects.filter(is_retired=False, report__superseded_by__isnull=True)
    assert standing.exists()
    assert not standing.filter(verdict__isnull=True).exists()
