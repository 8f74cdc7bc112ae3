"""The figures of agreement: what is compared, what they are held to, and what the public reads of them."""

from __future__ import annotations

import random
from decimal import Decimal

import krippendorff
import numpy as np
import pytest

from reports.words import ReviewState
from tests.admin.conftest import accept_all, hire_as
from tests.characters import make_document, make_place
from tests.pages import text_of
from tracker import agreement, codings
from tracker.admin import decisions
from tracker.agreement import FEWEST, Untold, agreements, alpha
from tracker.ingest import ingest
from tracker.models import Assignment, Coding, Commitment


def test_it_is_krippendorffs_own_example():
    """Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", B: binary values, two observers, no gaps."""
    first, second = "0100000000", "1110010010"
    assert round(alpha(list(zip(first, second, strict=True))), 3) == 0.095


@pytest.mark.parametrize("turn", range(20))
def test_the_sum_without_a_table_is_the_librarys(turn):
    chance = random.Random(turn)
    values = "abcdefghij"[: chance.randint(2, 10)]
    firsts = [chance.choice(values) for _ in range(chance.randint(5, 200))]
    pairs = [(one, one if chance.random() < 0.7 else chance.choice(values)) for one in firsts]
    counts = agreement.Counter(value for pair in pairs for value in pair)
    if len(counts) < 2:
        pytest.fail("the case says nothing")
    coded = np.array([[values.index(value) for value in pair] for pair in pairs], dtype=float).T
    library = krippendorff.alpha(reliability_data=coded, level_of_measurement="nominal")
    assert agreement._alpha_of_many(pairs, counts) == pytest.approx(library)
    assert alpha(pairs) == pytest.approx(library)


def test_a_large_table_is_summed_without_the_library(monkeypatch):
    pairs = [(str(number), str(number if number % 2 else -number)) for number in range(400)]
    assert len({value for pair in pairs for value in pair}) ** 2 * len(pairs) > agreement._LARGEST_TABLE
    found = alpha(pairs)
    assert 0.4 < found < 0.6
    monkeypatch.setattr(agreement, "_LARGEST_TABLE", 10**12)
    summed, few = agreement._alpha_of_many, pairs[:60]
    counts = agreement.Counter(value for pair in few for value in pair)
    monkeypatch.setattr(agreement, "_alpha_of_many", None)
    assert alpha(few) == pytest.approx(summed(few, counts))


def test_there_is_no_alpha_where_one_value_is_all_there_is():
    assert alpha([("a", "a")] * 30) is None
    found = agreement.agreement("hedge", [("", "")] * 30, 2)
    assert (found.share, found.alpha, found.untold) == (1, None, Untold.NO_VARIATION)


def test_below_the_least_number_there_is_no_figure():
    found = agreement.agreement("value", [("1", "2")] * (FEWEST - 1), 1)
    assert (found.units, found.share, found.alpha, found.untold) == (FEWEST - 1, None, None, Untold.TOO_FEW)
    assert agreement.agreement("value", [("1", "2")] * FEWEST, 1).untold is None


@pytest.fixture
def coded(db, settings, tmp_path):
    """A report of 30 pledges: the first person rejects two and corrects one; the second rejects one of these two."""
    settings.DUIXIAN_DOUBLE_CODING_SHARE, settings.MEDIA_ROOT = 1, tmp_path
    make_place()
    first, second = hire_as("contributor", "firstperson"), hire_as("reviewer", "secondperson")
    projects = "".join(f"新建第{number}小学{number}所。" for number in range(2, 32))
    report = ingest(make_document(f"样例县政府工作报告\n今年目标：\n{projects}\n", 2024), by=first).report
    drawn = Assignment.objects.get(report=report)
    rows = list(Commitment.objects.filter(report=report).order_by("start"))
    assert len(rows) == len(drawn.sample) == 30
    decisions.decide(rows[:2], ReviewState.REJECTED, first)
    decisions.correct(rows[2], first, {"value": "99"})
    decisions.decide(rows[3:], ReviewState.ACCEPTED, first)
    drawn = codings.claim(drawn, second)
    for at in range(30):
        codings.code(drawn, second, at, Coding.Decision.REJECT if at == 0 else Coding.Decision.ACCEPT)
    return drawn


def by_field():
    return {one.field: one for one in agreements()}


def test_it_works(coded):
    assert by_field()["decision"].units == 0  # not before the coder has finished
    codings.finish(coded, coded.coder)
    found = by_field()
    assert tuple(found) == agreement.FIELDS
    assert (found["decision"].units, found["decision"].reports) == (30, 1)
    assert found["decision"].share == Decimal(28) / 30
    assert found["value"].units == 28  # two were rejected by one of the two
    assert found["value"].share == Decimal(27) / 28
    assert 0.9 < found["value"].alpha < 1
    assert (found["unit"].share, found["unit"].untold) == (1, Untold.NO_VARIATION)


def test_a_statement_only_one_person_decided_about_is_not_compared(coded):
    codings.finish(coded, coded.coder)
    row = Commitment.objects.filter(report=coded.report).last()
    decisions.decide([row], ReviewState.PROPOSED, coded.report.received_by)
    assert by_field()["decision"].units == 29
    accept_all(coded.report, coded.coder)
    assert by_field()["decision"].units == 0  # now the coder himself stands behind them


def test_it_costs_two_queries(coded, django_assert_num_queries):
    codings.finish(coded, coded.coder)
    with django_assert_num_queries(2):
        agreements()


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        (
            "en",
            "No report has been coded twice yet.",
            ("raises agreement", "30 statements of 1 report", "no variation"),
        ),
        ("zh-hans", "尚无报告经两人分别复核。", ("偏高", "1份报告中30条陈述", "取值无差异")),
    ],
)
def test_the_methodology_page_tells_it(client, coded, language, before, after):
    assert before in text_of(client.get(f"/{language}/methodology/"))
    codings.finish(coded, coded.coder)
    page = text_of(client.get(f"/{language}/methodology/"))
    assert all(words in page for words in after), page
    assert before not in page
    assert not {"firstperson", "secondperson"} & set(page.split())
