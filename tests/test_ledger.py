"""From two reports to verdicts in the database: what is added, what stands, what nobody can change."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from reports.intake import IntakeError
from reports.words import ReviewState, Rule
from reports.words import Verdict as Word
from tests.characters import make_document, make_place
from tracker import fixtures, ledger, register
from tracker.ingest import ingest
from tracker.models import Commitment, Link, Outcome, Tally, Verdict

PLAN = """样例县人民政府工作报告
（2022年1月10日）
一、2021年工作回顾
2021年，全县地区生产总值增长7%。
二、2022年工作安排
今年经济社会发展的主要预期目标是：地区生产总值增长8%左右，城镇新增就业3000人以上，粮食产量达到20万吨。
新建农村公路60公里，改造老旧小区12个。
"""
ANSWER = """样例县人民政府工作报告
（2023年1月12日）
一、2022年工作回顾
2022年，全县地区生产总值增长7.9%，城镇新增就业2500人。新建农村公路30公里。
同时也要看到，仍有固定资产投资、进出口总额2项指标没有达到预期目标。
二、2023年工作安排
今年经济社会发展的主要预期目标是：地区生产总值增长7%左右。
"""


@pytest.fixture
def county(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    fixtures.load_indicators()
    return make_place()


@pytest.fixture
def pair(county):
    ingest(make_document(PLAN, 2022))
    ingest(make_document(ANSWER, 2023))
    return county


def of(indicator, year=2022):
    return Commitment.objects.select_related("verdict").get(indicator__code=indicator, year=year, is_retired=False)


def about(words):
    return Commitment.objects.select_related("verdict").get(subject__contains=words, is_retired=False)


def test_it_works(pair):
    assert of("gdp").verdict.code == Word.KEPT
    assert of("new_urban_jobs").verdict.code == Word.IN_PART
    assert about("粮食").verdict.code == Word.UNREPORTED
    assert about("农村公路").verdict.code == Word.BROKEN
    assert of("gdp").verdict.outcome.value == "7.9"


def test_until_the_next_report_is_loaded_everything_is_pending(county):
    ingest(make_document(PLAN, 2022))
    codes = set(Commitment.objects.values_list("verdict__code", flat=True))
    assert codes == {Word.PENDING}


def test_the_order_in_which_reports_arrive_does_not_matter(county):
    ingest(make_document(ANSWER, 2023))
    ingest(make_document(PLAN, 2022))
    assert of("gdp").verdict.code == Word.KEPT


def test_an_answered_pledge_keeps_its_pending_verdict_in_its_history(county):
    ingest(make_document(PLAN, 2022))
    ingest(make_document(ANSWER, 2023))
    history = of("gdp").verdicts.order_by("sequence").values_list("code", flat=True)
    assert list(history) == [Word.PENDING, Word.KEPT]


def test_ingesting_again_adds_no_verdict(pair):
    before = Verdict.objects.count()
    done = ingest(make_document(ANSWER, 2023))
    assert done.verdicts == 0
    assert ledger.rejudge(pair.pk, [2022, 2023]) == 0
    assert Verdict.objects.count() == before


def test_an_admission_without_a_loaded_pledge_is_a_broken_commitment(pair):
    admitted = Commitment.objects.filter(known_from="admission").select_related("verdict", "indicator")
    assert {row.indicator.code for row in admitted} == {"fixed_investment", "foreign_trade"}
    assert {(row.verdict.code, row.verdict.rule, row.value) for row in admitted} == {(Word.BROKEN, Rule.ADMITTED, "")}
    assert {row.year for row in admitted} == {2022}


def test_an_admission_answers_the_pledge_once_that_is_loaded(pair):
    ingest(make_document(PLAN.replace("粮食产量", "固定资产投资增长10%，粮食产量"), 2022))
    pledge = Commitment.objects.get(indicator__code="fixed_investment", known_from="pledge", report__superseded_by=None)
    assert (pledge.verdict.code, pledge.verdict.rule) == (Word.BROKEN, Rule.ADMITTED)
    alone = Commitment.objects.filter(indicator__code="fixed_investment", known_from="admission", is_retired=False)
    assert not alone.exists()


def test_a_person_refuses_a_link_and_the_pledge_is_judged_again(pair, reviewer):
    pledge = of("gdp")
    ledger.refuse_link(pledge, pledge.verdict.outcome, reviewer)
    assert of("gdp").verdict.code == Word.UNREPORTED
    ledger.rejudge(pair.pk, [2022])
    assert of("gdp").verdict.code == Word.UNREPORTED


def test_a_refusal_can_be_undone(pair, reviewer):
    pledge = of("gdp")
    outcome = pledge.verdict.outcome
    ledger.refuse_link(pledge, outcome, reviewer)
    ledger.undo_link(pledge, outcome)
    assert of("gdp").verdict.code == Word.KEPT


def test_a_person_confirms_another_outcome(pair, reviewer):
    roads, jobs = about("农村公路"), of("new_urban_jobs")
    other = Outcome.objects.get(value="30")
    ledger.confirm_link(roads, other, reviewer)
    assert roads.links.get(state=Link.State.CONFIRMED).outcome == other
    with pytest.raises(ValueError, match="own government"):
        ledger.confirm_link(jobs, _outcome_elsewhere(), reviewer)


def _outcome_elsewhere():
    make_place("990102", "别处县")
    ingest(make_document(ANSWER.replace("样例", "别处"), 2023, code="990102"))
    return Outcome.objects.filter(jurisdiction__code="990102").first()


def test_a_rejected_statement_answers_nothing(pair, reviewer):
    register.decide(of("gdp").verdict.outcome, ReviewState.REJECTED, reviewer)
    ledger.rejudge(pair.pk, [2022])
    assert of("gdp").verdict.code == Word.UNREPORTED


def test_an_override_stands_until_it_is_withdrawn(pair, reviewer):
    ledger.override(of("gdp"), Word.NOT_ASSESSABLE, reviewer, "口径已变", "统计公报")
    ledger.rejudge(pair.pk, [2022])
    assert of("gdp").verdict.code == Word.NOT_ASSESSABLE
    ledger.withdraw_override(of("gdp"))
    assert of("gdp").verdict.code == Word.KEPT
    assert list(of("gdp").verdicts.order_by("sequence").values_list("sequence", flat=True)) == [1, 2, 3, 4]


@pytest.mark.parametrize("given", [("  ", "统计公报"), ("口径已变", " ")])
def test_an_override_needs_a_reason_and_a_source(pair, reviewer, given):
    with pytest.raises(ValueError, match="a reason and a source"):
        ledger.override(of("gdp"), Word.KEPT, reviewer, *given)


@pytest.mark.parametrize("act", [lambda rows: rows.update(code="kept"), lambda rows: rows.delete()])
def test_the_database_lets_nobody_change_or_delete_a_verdict(pair, act):
    Commitment.objects.update(verdict=None)
    with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
        act(Verdict.objects.all())


def test_the_tally_counts_what_the_commitments_say(pair):
    tally = Tally.objects.get(jurisdiction=pair, year=2022, reviewed_only=False)
    for word in (Word.KEPT, Word.IN_PART, Word.BROKEN, Word.UNREPORTED, Word.PENDING):
        counted = Commitment.objects.filter(year=2022, verdict__code=word, is_retired=False).count()
        assert getattr(tally, word.value) == counted
    assert tally.admitted == 2
    assert not Tally.objects.filter(year=2022, reviewed_only=True).exists()


def test_the_tally_of_reviewed_statements_counts_accepted_ones_alone(pair, reviewer):
    register.decide(of("gdp"), ReviewState.ACCEPTED, reviewer)
    ledger.rejudge(pair.pk, [2022])
    tally = Tally.objects.get(jurisdiction=pair, year=2022, reviewed_only=True)
    assert (tally.kept, tally.broken, tally.unreported) == (1, 0, 0)


def test_a_failure_half_way_stores_nothing(county, monkeypatch):
    def fail(*_):
        raise RuntimeError("the lights went out")

    monkeypatch.setattr("tracker.tallies.refresh", fail)
    with pytest.raises(RuntimeError):
        ingest(make_document(PLAN, 2022))
    assert not Commitment.objects.exists()
    assert not Verdict.objects.exists()


def test_after_a_refusal_the_next_best_outcome_answers(county, reviewer):
    ingest(make_document(PLAN, 2022))
    twice = "全县地区生产总值增长7.9%。综合来看，全年地区生产总值增长8.3%"
    ingest(make_document(ANSWER.replace("全县地区生产总值增长7.9%", twice), 2023))
    pledge = of("gdp")
    assert pledge.verdict.outcome.value == "7.9"
    ledger.refuse_link(pledge, pledge.verdict.outcome, reviewer)
    assert of("gdp").verdict.outcome.value == "8.3"


def test_a_text_without_a_statement_does_not_replace_a_report(pair):
    with pytest.raises(IntakeError, match="nothing was read"):
        ingest(make_document("天气很好。", 2023))
    assert of("gdp").verdict.code == Word.KEPT


def test_a_digest_answers_pledges_and_proves_no_silence(county):
    ingest(make_document(PLAN, 2022))
    ingest(make_document(ANSWER, 2023, is_digest=True))
    assert of("gdp").verdict.code == Word.KEPT
    silent = about("粮食").verdict
    assert (silent.code, silent.reason) == (Word.PENDING, "only_a_digest")


def ingest_elsewhere(number):
    code = str(990200 + number)
    make_place(code, f"别处{number}县")
    for year, text in ((2022, PLAN), (2023, ANSWER)):
        ingest(make_document(text.replace("样例", f"别处{number}"), year, code=code))


def test_judging_everything_again_changes_nothing(pair):
    ingest_elsewhere(1)
    before = list(Verdict.objects.order_by("pk").values()), list(Link.objects.order_by("pk").values())
    (done,) = ledger.rejudge_all()
    assert (done.governments, done.added) == (2, 0)
    assert done.commitments == Commitment.objects.filter(is_retired=False).count()
    assert (list(Verdict.objects.order_by("pk").values()), list(Link.objects.order_by("pk").values())) == before


def test_verdicts_that_are_gone_come_back_the_same(pair):
    ingest_elsewhere(1)
    names = ("commitment", "code", "rule", "rule_version", "outcome", "derivation", "flags", "reason")
    before = list(Commitment.objects.order_by("pk").values_list(*(f"verdict__{name}" for name in names)))
    Commitment.objects.update(verdict=None)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE tracker_verdict DISABLE TRIGGER ALL")
        cursor.execute("DELETE FROM tracker_verdict")
        cursor.execute("ALTER TABLE tracker_verdict ENABLE TRIGGER ALL")
    assert sum(done.added for done in ledger.rejudge_all()) == len(before)
    assert list(Commitment.objects.order_by("pk").values_list(*(f"verdict__{name}" for name in names))) == before


def test_the_queries_grow_with_neither_governments_nor_years(pair, django_assert_num_queries):
    with CaptureQueriesContext(connection) as few:
        list(ledger.rejudge_all(is_read_anew=False))
    for number in (1, 2, 3):
        ingest_elsewhere(number)
    ingest(make_document(ANSWER.replace("2023年", "2024年").replace("2022年", "2023年"), 2024))
    list(ledger.rejudge_all(is_read_anew=False))
    with django_assert_num_queries(len(few)):
        list(ledger.rejudge_all(is_read_anew=False))


def test_what_was_read_anew_is_followed_and_audited_in_as_many_queries_for_every_government(pair):
    with CaptureQueriesContext(connection) as one:
        list(ledger.rejudge_all())
    with CaptureQueriesContext(connection) as bare:
        list(ledger.rejudge_all(is_read_anew=False))
    for number in (1, 2, 3):
        ingest_elsewhere(number)
    with CaptureQueriesContext(connection) as two:
        list(ledger.rejudge_all())
    assert len(two) - len(one) <= 3 * (len(one) - len(bare))
