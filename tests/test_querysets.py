"""Questions about commitments: each answers in the public's words, and hides what it must."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from reports.words import Level, ReviewState, Topic, Verdict
from tests.county import PROVINCE
from tracker import register, tallies
from tracker.models import Commitment
from tracker.scoreboard import Counts, Scope, Standing, _ranked, scoreboard, wilson, years_of


def subjects(rows):
    return {row.subject for row in rows}


def test_it_works(county):
    of_2022 = Commitment.objects.current().of(county).filter(year=2022)
    assert any("生产总值" in subject for subject in subjects(of_2022.kept()))
    assert any("就业" in subject for subject in subjects(of_2022.not_met()))
    assert any("粮食" in subject for subject in subjects(of_2022.unreported()))
    assert of_2022.answered().count() == of_2022.kept().count() + of_2022.not_met().count()


def test_what_the_government_admits_is_found(county):
    assert subjects(Commitment.objects.current().admitted()) == {"固定资产投资", "进出口总额"}


def test_a_pledge_is_due_from_its_last_day_on(county):
    pledges = Commitment.objects.current().filter(report__plan_year=2022)
    assert not pledges.due(date(2022, 12, 30)).exists()
    assert pledges.due(date(2022, 12, 31)).exists()


def test_due_soon_leaves_out_what_is_judged_or_past(county):
    soon = Commitment.objects.current().due_soon(date(2023, 6, 1))
    assert {row.year for row in soon} == {2023}
    assert not Commitment.objects.current().due_soon(date(2024, 1, 1)).exists()


def test_a_rejected_pledge_is_not_current(county, reviewer):
    pledge = Commitment.objects.current().kept().first()
    register.decide(pledge, ReviewState.REJECTED, reviewer)
    assert not Commitment.objects.current().filter(pk=pledge.pk).exists()


def test_without_the_unreviewed_only_accepted_pledges_are_shown(county, reviewer):
    assert not Commitment.objects.shown(unreviewed=False).exists()
    pledge = Commitment.objects.current().kept().first()
    register.decide(pledge, ReviewState.ACCEPTED, reviewer)
    assert list(Commitment.objects.shown(unreviewed=False)) == [pledge]


def test_a_pledge_whose_words_say_no_topic_is_of_the_topic_other(county):
    other = Commitment.objects.current().about(Topic.OTHER)
    assert any("样例节" in subject for subject in subjects(other))
    assert not any("生产总值" in subject for subject in subjects(other))


def test_a_province_holds_its_counties_pledges(county):
    assert Commitment.objects.current().in_province(PROVINCE).exists()
    assert not Commitment.objects.current().in_province("980000").exists()
    assert not Commitment.objects.current().at_level(Level.PROVINCE).exists()


def test_pages_by_key_meet_every_pledge_once(county):
    rows = Commitment.objects.current().latest_first()
    everything, seen = list(rows), []
    page = list(rows[:2])
    while page:
        seen += page
        page = list(rows.after(page[-1].due_on, page[-1].pk)[:2])
    assert seen == everything


def test_the_years_of_a_government_count_what_its_commitments_say(county):
    years = {row.year: row.counts for row in years_of(county, unreviewed=True)}
    kept = Commitment.objects.current().of(county).filter(year=2022).kept().count()
    assert years[2022].kept == kept
    assert years[2023].pending > 0
    assert years[2023].due == 0


def test_a_person_who_accepts_a_pledge_moves_it_into_the_reviewed_count(county, reviewer):
    assert scoreboard(Scope()).reviewed == 0
    register.decide(Commitment.objects.current().kept().first(), ReviewState.ACCEPTED, reviewer)
    tallies.refresh([county.pk])
    assert scoreboard(Scope()).reviewed == 1
    assert scoreboard(Scope(unreviewed=False)).total.total == 1


def test_the_scoreboard_keeps_to_its_scope(county):
    assert scoreboard(Scope(level=Level.COUNTY, year=2022, province=PROVINCE)).governments == 1
    assert scoreboard(Scope(level=Level.NATION)).governments == 0
    assert scoreboard(Scope(year=1999)).total == Counts()


def test_the_kept_rate_counts_answered_pledges_alone():
    counts = Counts(kept=6, in_part=2, broken=2, unreported=9, not_assessable=1, pending=5)
    assert counts.kept_rate == Decimal("0.6")
    assert counts.answer_rate == Decimal("0.5")
    assert (counts.due, counts.total) == (20, 25)


def test_nothing_answered_has_no_kept_rate():
    assert Counts(unreported=3).kept_rate is None
    assert Counts(unreported=3).interval is None
    assert Counts().answer_rate is None


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    # Reference values of the Wilson score interval at 95 %, as statistics packages print them.
    [
        (0, 10, "0.0000", "0.2775"),
        (5, 10, "0.2366", "0.7634"),
        (10, 10, "0.7225", "1.0000"),
        (81, 263, "0.2553", "0.3662"),
    ],
)
def test_the_interval_is_wilsons(hits, trials, low, high):
    found = wilson(hits, trials)
    assert (f"{found.low:.4f}", f"{found.high:.4f}") == (low, high)


def test_equal_rates_share_a_rank_and_few_due_pledges_have_none():
    rows = [
        Standing(1, "000001", Counts(kept=8, broken=2), 0),
        Standing(2, "000002", Counts(kept=4, broken=1, unreported=5), 0),
        Standing(3, "000003", Counts(kept=9), 0),
        Standing(4, "000004", Counts(kept=1, broken=1, unreported=10), 0),
    ]
    assert [row.rank for row in _ranked(rows)] == [1, 1, None, 3]


def test_every_verdict_of_the_words_is_counted():
    assert Counts(**{verdict.value: 1 for verdict in Verdict}).total == len(Verdict)
