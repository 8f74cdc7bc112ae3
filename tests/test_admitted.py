"""What people decide about admissions, and what it does to the commitments known from them alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from reports.intake import IntakeError
from reports.words import Kind, ReviewState
from reports.words import Verdict as Word
from tests.characters import make_document
from tests.test_ledger import ANSWER, PLAN, county, of, pair  # noqa: F401
from tracker import ledger
from tracker.admin import decisions
from tracker.ingest import ingest
from tracker.models import Commitment, Outcome


def admitted():
    return Commitment.objects.filter(known_from="admission", is_retired=False).select_related("verdict", "admission")


def test_a_corrected_subject_stays_one_commitment(pair, reviewer):  # noqa: F811
    row = admitted().first()
    decisions.correct(row, reviewer, {"subject": "别的"})
    ledger.rejudge(pair.pk, [2022])
    assert admitted().count() == 2
    assert admitted().get(pk=row.pk).subject == "别的"


def test_a_rejected_admission_takes_its_commitment_with_it(pair, reviewer):  # noqa: F811
    row = admitted().first()
    decisions.decide([row], ReviewState.ACCEPTED, reviewer)
    decisions.decide([row.admission], ReviewState.REJECTED, reviewer)
    assert not admitted().filter(pk=row.pk).exists()


def test_an_admission_of_another_year_is_judged_in_its_year(pair, reviewer):  # noqa: F811
    outcome = Outcome.objects.filter(kind=Kind.SHORTFALL.value).first()
    decisions.correct(outcome, reviewer, {"period": "2021"})
    assert admitted().get(admission=outcome).year == 2021
    assert admitted().get(admission=outcome).verdict.code == Word.BROKEN


def test_an_accepted_admission_makes_way_for_the_pledge(county, reviewer):  # noqa: F811
    ingest(make_document(ANSWER, 2023))
    decisions.decide(Outcome.objects.filter(kind=Kind.SHORTFALL.value), ReviewState.ACCEPTED, reviewer)
    assert {row.review_state for row in admitted()} == {ReviewState.ACCEPTED}
    pledged = PLAN.replace("城镇新增就业3000人以上", "固定资产投资增长10%，进出口总额增长5%")
    ingest(make_document(pledged, 2022))
    assert not admitted().exists()


def test_two_overrides_from_stale_pages_follow_one_another(pair, reviewer):  # noqa: F811
    first, second = of("gdp"), of("gdp")
    ledger.override(first, Word.BROKEN, reviewer, "甲", "统计公报")
    ledger.override(second, Word.UNREPORTED, reviewer, "乙", "统计公报")
    assert of("gdp").verdict.note == "乙"


def test_the_database_refuses_a_quote_that_ends_beyond_the_text(pair):  # noqa: F811
    outcome = Outcome.objects.select_related("report").last()
    length = len(outcome.report.text)
    with pytest.raises(IntegrityError, match="quote"), transaction.atomic():
        Outcome.objects.filter(pk=outcome.pk).update(
            start=length - 5, end=length + 500, quote=outcome.report.text[-5:], number_start=None, number_end=None
        )


@pytest.mark.parametrize(("change", "words"), [({"title": "题" * 300}, "title"), ({"plan_year": 2300}, "2300")])
def test_what_a_report_cannot_be_is_told_in_words(county, change, words):  # noqa: F811
    with pytest.raises(IntakeError, match=words):
        ingest(replace(make_document(PLAN), **change))
