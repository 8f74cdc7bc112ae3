"""Recording a reading: machine rows are renewed, people's decisions stay, the database checks the words."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from reports import intake
from reports.reading.records import Span
from reports.words import Comparator, Kind, Measure, ReviewState
from tests.characters import make_document, make_place, make_reading, make_statement
from tracker import register
from tracker.models import Commitment, Indicator, Outcome

TEXT = "今年目标：生产总值增长8%左右。新建学校3所。去年生产总值增长7.5%。"


@pytest.fixture
def report(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_place()
    Indicator.objects.create(
        code="gdp", name="地区生产总值", english="GDP", direction="higher", dimension="money", topic="economy"
    )
    return intake.store(make_document(TEXT))[0]


def growth(text=TEXT, **changes):
    return make_statement(text, "生产总值增长8%左右", "8", comparator=Comparator.ABOUT, **changes)


def schools(text=TEXT):
    return make_statement(text, "新建学校3所", "3", "所", subject="学校", indicator=None, measure=Measure.LEVEL)


def result(text=TEXT):
    return make_statement(text, "生产总值增长7.5%", "7.5", kind=Kind.OUTCOME, period="2021")


def test_it_works(report):
    done = register.record(report, make_reading(TEXT, growth(), schools(), result()))
    assert done.created == 3
    pledge = Commitment.objects.get(indicator__code="gdp")
    assert TEXT[pledge.start : pledge.end] == pledge.quote
    assert TEXT[pledge.number_start : pledge.number_end] == pledge.value == "8"
    assert (pledge.year, pledge.due_on) == (2022, date(2022, 12, 31))
    assert Outcome.objects.get().year == 2021


def test_reading_again_doubles_nothing(report):
    reading = make_reading(TEXT, growth(), schools(), result())
    register.record(report, reading)
    before = set(Commitment.objects.values_list("pk", flat=True))
    done = register.record(report, reading)
    assert (done.created, done.renewed) == (0, 3)
    assert set(Commitment.objects.values_list("pk", flat=True)) == before


def test_a_statement_no_longer_read_is_gone(report):
    register.record(report, make_reading(TEXT, growth(), schools()))
    done = register.record(report, make_reading(TEXT, growth()))
    assert done.gone == 1
    assert Commitment.objects.get().subject == "地区生产总值"


def test_a_persons_rejection_survives_a_new_reading(report, reviewer):
    register.record(report, make_reading(TEXT, growth(), schools()))
    pledge = Commitment.objects.get(subject="学校")
    register.decide(pledge, ReviewState.REJECTED, reviewer, "只是背景")
    register.record(report, make_reading(TEXT, growth(), schools()))
    pledge.refresh_from_db()
    assert pledge.review_state == ReviewState.REJECTED
    assert Commitment.objects.count() == 2


def test_a_persons_correction_survives_a_reader_that_reads_the_figure_otherwise(report, reviewer):
    register.record(report, make_reading(TEXT, growth()))
    register.correct(Commitment.objects.get(), reviewer, {"comparator": "ge"})
    register.record(report, make_reading(TEXT, growth(subject="生产总值")))
    pledge = Commitment.objects.get()
    assert (pledge.comparator, pledge.subject) == ("ge", "地区生产总值")
    assert pledge.decided_by == reviewer


def test_a_decision_can_be_handed_back(report, reviewer):
    register.record(report, make_reading(TEXT, growth()))
    pledge = Commitment.objects.get()
    register.decide(pledge, ReviewState.ACCEPTED, reviewer)
    register.decide(pledge, ReviewState.PROPOSED, reviewer)
    pledge.refresh_from_db()
    assert (pledge.review_state, pledge.decided_by, pledge.decided_at) == (ReviewState.PROPOSED, None, None)


def test_a_correction_handed_back_leaves_what_the_machine_had_read(report, reviewer):
    register.record(report, make_reading(TEXT, growth()))
    register.correct(Commitment.objects.get(), reviewer, {"value": "6", "period": "2023"})
    register.correct(Commitment.objects.get(), reviewer, {"value": "5", "indicator": None})
    register.decide(Commitment.objects.get(), ReviewState.PROPOSED, reviewer)
    pledge = Commitment.objects.get()
    assert (pledge.value, pledge.year, pledge.due_on) == ("8", 2022, date(2022, 12, 31))
    assert (pledge.indicator.code, pledge.review_state, pledge.machine_said) == ("gdp", ReviewState.PROPOSED, None)


def test_a_person_cannot_correct_where_the_words_stand(report, reviewer):
    register.record(report, make_reading(TEXT, growth()))
    with pytest.raises(ValueError, match="start"):
        register.correct(Commitment.objects.get(), reviewer, {"start": 1})


def test_a_correction_to_an_impossible_shape_is_refused_in_words(report, reviewer):
    register.record(report, make_reading(TEXT, growth()))
    with pytest.raises(ValidationError):
        register.correct(Commitment.objects.get(), reviewer, {"comparator": "range"})
    assert Commitment.objects.get().comparator == "about"


def test_decisions_move_to_a_new_version_where_their_words_still_stand(report, reviewer):
    register.record(report, make_reading(TEXT, growth(), schools()))
    pledge = Commitment.objects.get(subject="学校")
    register.decide(pledge, ReviewState.ACCEPTED, reviewer)
    longer = "（前言。）" + TEXT
    newer, _ = intake.store(make_document(longer))
    register.record(newer, make_reading(longer, growth(longer), schools(longer)))
    pledge.refresh_from_db()
    assert pledge.report == newer
    assert longer[pledge.start : pledge.end] == pledge.quote
    assert pledge.decided_by == reviewer
    assert Commitment.objects.filter(report=newer).count() == 2


@pytest.mark.parametrize("change", [{"start": 1}, {"quote": "生产总值增长9%左右"}, {"end": 10_000}])
def test_the_database_refuses_a_quote_that_is_not_the_slice(report, change):
    register.record(report, make_reading(TEXT, growth()))
    with pytest.raises(IntegrityError, match=r"quote|figure"), transaction.atomic():
        Commitment.objects.update(**change)


@pytest.mark.parametrize(
    "change",
    [
        {"comparator": "range"},
        {"value_high": "9"},
        {"value": "八"},
        {"measure": "done"},
        {"period": "去年"},
        {"confidence": "1.5"},
        {"number_end": 10_000},
        {"review_state": "accepted"},
        {"value": ""},
    ],
)
def test_the_database_refuses_shapes_that_make_no_sense(report, change):
    register.record(report, make_reading(TEXT, growth()))
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.update(**change)


@pytest.mark.parametrize(
    ("period", "deadline", "expected"),
    [
        ("2022", "", date(2022, 12, 31)),
        ("2021-2025", "", date(2025, 12, 31)),
        ("2022", "2022-06", date(2022, 6, 30)),
        ("2024", "2024-02", date(2024, 2, 29)),
        ("", "", date(2022, 12, 31)),
        ("2022", "2022-06-15", date(2022, 6, 15)),
    ],
)
def test_a_statement_is_due_on_the_last_day_it_can_come_true(period, deadline, expected):
    assert register.due_on(period, deadline, 2022) == expected


def test_the_record_and_the_row_are_the_same_statement(report):
    said = growth()
    register.record(report, make_reading(TEXT, said))
    row = Commitment.objects.select_related("indicator").get()
    assert register.to_record(row, Kind.PLEDGE, row.indicator.code) == said
    assert said.number == Span(row.number_start, row.number_end)
