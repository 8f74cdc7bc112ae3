"""What people decide about what answers a pledge: together, not at all, many at once, and taken back."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from reports.models import Report
from reports.words import ReviewState, Rule
from reports.words import Verdict as Word
from tests.answers import PLAN, REVIEW, open_desk, outcome, plan_read, pledge, record, review_read
from tracker import ledger, register
from tracker.judging.explain import explain
from tracker.judging.reasons import Lack
from tracker.models import Commitment, Link, Silence, Verdict
from tracker.register import PublishedError
from tracker.verifying import Checked, faults, governments


@pytest.fixture
def desk(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with transaction.atomic():
        return open_desk()


def states(commitment):
    rows = commitment.links.order_by("outcome__start").values_list("outcome__subject", "state", "role")
    return {subject: (state, role) for subject, state, role in rows}


def found_faults():
    return [str(fault) for place in governments() for fault in faults(place, Checked())]


def test_it_works(desk, reviewer):
    schools = pledge("新建学校")
    assert schools.verdict.code == Word.BROKEN
    ledger.answer(schools, [outcome("新建学校"), outcome("扩建校舍")], reviewer, Link.Role.ADDEND)
    schools = pledge("新建学校")
    assert (schools.verdict.code, schools.verdict.cause) == (Word.KEPT, "link_decided")
    assert schools.verdict.derivation["conversions"][0]["of"] == ["2", "3"]
    assert [one["subject"] for one in schools.verdict.derivation["addends"]] == ["扩建校舍"]
    assert states(schools)["扩建校舍"] == ("confirmed", "addend")
    assert "2 + 3 = 5所" in explain(schools.verdict.derivation, "zh")
    assert found_faults() == []


def test_parts_are_judged_each_alone_and_together(desk, reviewer):
    roads = pledge("新建农村公路")
    assert roads.verdict.code == Word.KEPT
    services = outcome("第三产业")
    growth = pledge("地区生产总值")
    ledger.answer(growth, [outcome("地区生产总值"), services], reviewer, Link.Role.PART)
    verdict = pledge("地区生产总值").verdict
    assert (verdict.code, verdict.rule) == (Word.IN_PART, Rule.COMPOUND)
    assert [part["result"] for part in verdict.derivation["parts"]] == ["kept", "in_part"]
    assert found_faults() == []


def test_a_part_that_cannot_be_compared_answers_nothing(desk, reviewer):
    growth = pledge("地区生产总值")
    ledger.answer(growth, [outcome("地区生产总值"), outcome("新建水库")], reviewer, Link.Role.PART)
    verdict = pledge("地区生产总值").verdict
    assert (verdict.code, verdict.reason) == (Word.UNREPORTED, "not_comparable")
    assert found_faults() == []


@pytest.mark.parametrize("others", [["第三产业"], ["新建水库"]])
def test_rates_and_different_units_are_never_added_up(desk, reviewer, others):
    growth = pledge("地区生产总值")
    ledger.answer(growth, [outcome("地区生产总值"), *map(outcome, others)], reviewer, Link.Role.ADDEND)
    verdict = pledge("地区生产总值").verdict
    assert (verdict.code, verdict.reason) == (Word.UNREPORTED, "not_comparable")


def test_outcomes_of_two_reports_or_one_alone_do_not_answer_together(desk, reviewer):
    schools, built = pledge("新建学校"), outcome("新建学校")
    with pytest.raises(ValueError, match="each of them once"):
        ledger.answer(schools, [built, built], reviewer, Link.Role.PART)
    later = record(REVIEW + "以上为全部。", 2024, review_read(REVIEW + "以上为全部。"))
    with pytest.raises(ValueError, match="one report"):
        ledger.answer(schools, [built, later.outcome_set.get(subject="扩建校舍")], reviewer, Link.Role.ADDEND)
    with pytest.raises(ValueError, match="several"):
        ledger.answer(schools, [built], reviewer, Link.Role.PART)
    assert not Link.objects.filter(state=Link.State.CONFIRMED).exists()


def test_a_part_rejected_later_leaves_the_machine_to_decide(desk, reviewer):
    schools, more = pledge("新建学校"), outcome("扩建校舍")
    ledger.answer(schools, [outcome("新建学校"), more], reviewer, Link.Role.ADDEND)
    register.decide(more, ReviewState.REJECTED, reviewer)
    ledger.rejudge(desk.place.pk, [2022])
    assert pledge("新建学校").verdict.code == Word.BROKEN
    assert found_faults() == []


def test_undoing_one_of_several_undoes_them_all(desk, reviewer):
    schools, built, more = pledge("新建学校"), outcome("新建学校"), outcome("扩建校舍")
    ledger.answer(schools, [built, more], reviewer, Link.Role.ADDEND)
    ledger.undo_link(schools, more)
    assert states(schools)["新建学校"] == ("taken", "answer")
    assert pledge("新建学校").verdict.code == Word.BROKEN


def test_a_pledge_found_unanswered_is_unreported_and_says_who_looked(desk, reviewer):
    growth = pledge("地区生产总值")
    ledger.find_unanswered(growth, Lack.FIGURE, reviewer, "只说“稳步增长”")
    verdict = pledge("地区生产总值").verdict
    assert (verdict.code, verdict.reason, verdict.outcome) == (Word.UNREPORTED, "found_none", None)
    assert "只有笼统表述（只说“稳步增长”）" in explain(verdict.derivation, "zh")
    assert "only a vague sentence is said of it (只说“稳步增长”)" in explain(verdict.derivation, "en")
    assert states(growth)["地区生产总值"] == ("candidate", "answer")
    assert growth.links.get(outcome__subject="地区生产总值").reason == "said_silent"
    assert found_faults() == []


def test_no_later_report_answers_what_was_found_unanswered(desk, reviewer):
    schools = pledge("新建公厕")
    assert schools.verdict.code == Word.UNREPORTED
    ledger.find_unanswered(schools, Lack.MENTION, reviewer)
    text = REVIEW + "2022年新建公厕45座。"
    told = review_read(text)
    again = make_toilets(text)
    record(text, 2024, type(told)(text, 2024, (*told.statements, again)))
    assert pledge("新建公厕").verdict.reason == "found_none"
    ledger.take_back_silence(schools)
    assert pledge("新建公厕").verdict.code == Word.KEPT
    assert found_faults() == []


def make_toilets(text):
    from reports.words import Kind, Measure
    from tests.characters import make_statement

    said = {"subject": "新建公厕", "indicator": None, "measure": Measure.INCREMENT, "kind": Kind.OUTCOME}
    return make_statement(text, "新建公厕45座", "45", "座", **said)


def test_what_is_found_unanswered_stays_so_when_both_reports_are_read_again(desk, reviewer):
    roads, schools = pledge("新建农村公路"), pledge("新建学校")
    ledger.find_unanswered(roads, Lack.MENTION, reviewer)
    ledger.answer(schools, [outcome("新建学校"), outcome("扩建校舍")], reviewer, Link.Role.ADDEND)
    before = Verdict.objects.count()
    record("县政府。" + PLAN, 2022, plan_read("县政府。" + PLAN))
    record("县政府。" + REVIEW, 2023, review_read("县政府。" + REVIEW))
    assert (pledge("新建农村公路").pk, pledge("新建学校").pk) == (roads.pk, schools.pk)
    assert pledge("新建农村公路").verdict.reason == "found_none"
    assert pledge("新建学校").verdict.code == Word.KEPT
    assert Verdict.objects.count() > before  # their places moved, so they were told anew
    assert found_faults() == []


def test_where_only_a_digest_is_loaded_nothing_is_unreported(db, settings, tmp_path, reviewer):
    settings.MEDIA_ROOT = tmp_path
    with transaction.atomic():
        desk = open_desk()
        Report.objects.filter(pk=desk.review.pk).update(is_digest=True)
        ledger.rejudge(desk.place.pk, [2022])
    toilets = pledge("新建公厕")
    assert toilets.verdict.reason == "only_a_digest"
    with pytest.raises(ValueError, match="no answer to look for"):
        ledger.find_unanswered(toilets, Lack.MENTION, reviewer)
    roads = pledge("新建农村公路")
    ledger.find_unanswered(roads, Lack.MENTION, reviewer)
    assert pledge("新建农村公路").verdict.code == Word.PENDING
    assert found_faults() == []


def test_confirming_takes_back_that_nothing_answers_and_the_other_way_round(desk, reviewer):
    roads, built = pledge("新建农村公路"), outcome("新建农村公路")
    ledger.find_unanswered(roads, Lack.MENTION, reviewer)
    ledger.confirm_link(roads, built, reviewer)
    assert not Silence.objects.exists()
    assert pledge("新建农村公路").verdict.code == Word.KEPT
    ledger.find_unanswered(roads, Lack.MENTION, reviewer)
    assert not roads.links.filter(state=Link.State.CONFIRMED).exists()


def test_a_refusal_stays_beside_what_is_said_after_it(desk, reviewer):
    roads, built = pledge("新建农村公路"), outcome("新建农村公路")
    ledger.refuse_link(roads, built, reviewer)
    ledger.find_unanswered(roads, Lack.MEASURE, reviewer)
    assert states(roads)["新建农村公路"] == ("refused", "answer")
    ledger.confirm_link(roads, built, reviewer)
    assert states(roads)["新建农村公路"] == ("confirmed", "answer")


def test_an_override_stands_over_what_is_found_unanswered(desk, reviewer):
    roads = pledge("新建农村公路")
    ledger.override(roads, Word.KEPT, reviewer, "另有文件", "统计公报")
    ledger.find_unanswered(roads, Lack.MENTION, reviewer)
    assert pledge("新建农村公路").verdict.rule == Rule.OVERRIDE
    ledger.withdraw_override(roads)
    assert pledge("新建农村公路").verdict.reason == "found_none"


def test_what_was_said_is_brought_back_with_who_said_it(desk, reviewer):
    other = get_user_model().objects.create_user("other")
    roads, schools = pledge("新建农村公路"), pledge("新建学校")
    ledger.answer(schools, [outcome("新建学校"), outcome("扩建校舍")], reviewer, Link.Role.ADDEND)
    ledger.find_unanswered(roads, Lack.WHOLE, reviewer, "一半")
    before = ledger.said([roads.pk, schools.pk])
    ledger.confirm_links([(roads, outcome("新建农村公路")), (schools, outcome("第三产业"))], other)
    ledger.restore([roads, schools], before)
    assert states(schools)["扩建校舍"] == ("confirmed", "addend")
    assert {link.decided_by for link in schools.links.filter(state=Link.State.CONFIRMED)} == {reviewer}
    silence = Silence.objects.get()
    assert (silence.commitment, silence.reason, silence.note, silence.decided_by) == (roads, "whole", "一半", reviewer)
    assert pledge("新建学校").verdict.code == Word.KEPT
    assert found_faults() == []


def test_what_the_machine_took_together_is_confirmed_together(desk, reviewer):
    schools, more = pledge("新建学校"), outcome("扩建校舍")
    schools.links.filter(outcome=more).delete()
    Link.objects.create(commitment=schools, outcome=more, state=Link.State.TAKEN, role=Link.Role.ADDEND, score=1)
    ledger.confirm_link(schools, outcome("新建学校"), reviewer)
    assert states(schools)["扩建校舍"] == ("confirmed", "addend")
    assert pledge("新建学校").verdict.code == Word.KEPT


def taken_pairs():
    links = Link.objects.filter(state=Link.State.TAKEN).select_related("commitment", "outcome").order_by("pk")
    return [(link.commitment, link.outcome) for link in links]


def test_many_links_are_confirmed_with_one_judging(desk, reviewer):
    pairs = taken_pairs()
    assert len(pairs) == 10
    ledger.confirm_links(pairs[:1], reviewer)  # what is asked once for every connection
    with CaptureQueriesContext(connection) as one:
        ledger.confirm_links(pairs[1:2], reviewer)
    with CaptureQueriesContext(connection) as many:
        assert ledger.confirm_links(pairs[2:], reviewer) == 0
    assert len(many) <= len(one)
    assert Link.objects.filter(state=Link.State.CONFIRMED, decided_by=reviewer).count() == 10


def test_many_links_are_refused_with_one_judging(desk, reviewer):
    pairs = taken_pairs()
    assert ledger.refuse_links(pairs, reviewer) >= 10
    assert not Link.objects.filter(state=Link.State.TAKEN).exists()
    assert found_faults() == []


ACTS = {
    "confirm": lambda roads, built, user: ledger.confirm_link(roads, built, user),
    "refuse": lambda roads, built, user: ledger.refuse_link(roads, built, user),
    "undo": lambda roads, built, user: ledger.undo_link(roads, built),
    "together": lambda roads, built, user: ledger.answer(roads, [built, outcome("扩建校舍")], user, Link.Role.PART),
    "unanswered": lambda roads, built, user: ledger.find_unanswered(roads, Lack.MENTION, user),
    "look again": lambda roads, built, user: ledger.take_back_silence(roads),
    "restore": lambda roads, built, user: ledger.restore([roads], {roads.pk: ledger.Said()}),
}


@pytest.mark.parametrize("act", ACTS)
def test_nothing_is_decided_about_a_published_report(desk, reviewer, act):
    Report.objects.filter(pk=desk.review.pk).update(state=Report.State.PUBLISHED)
    before = list(Link.objects.order_by("pk").values())
    with pytest.raises(PublishedError):
        ACTS[act](pledge("新建农村公路"), outcome("新建农村公路"), reviewer)
    assert list(Link.objects.order_by("pk").values()) == before
    assert not Silence.objects.exists()


def test_that_the_plan_is_published_stops_nobody(desk, reviewer):
    Report.objects.filter(pk=desk.plan.pk).update(state=Report.State.PUBLISHED)
    ledger.confirm_link(pledge("新建农村公路"), outcome("新建农村公路"), reviewer)
    assert Link.objects.get(state=Link.State.CONFIRMED).outcome == outcome("新建农村公路")


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE tracker_silence SET reason = 'whole'", "differ"),
        ("DELETE FROM tracker_silence", "differ"),
        ("UPDATE tracker_link SET state = 'candidate', role = 'answer', decided_by_id = NULL WHERE role = 'addend'",
         "together"),
    ],
)  # fmt: skip
def test_what_is_tampered_with_is_found(desk, reviewer, statement, told):
    ledger.find_unanswered(pledge("新建农村公路"), Lack.MENTION, reviewer)
    ledger.answer(pledge("新建学校"), [outcome("新建学校"), outcome("扩建校舍")], reviewer, Link.Role.ADDEND)
    assert found_faults() == []
    with connection.cursor() as cursor:
        cursor.execute(statement)
    (fault,) = found_faults()
    assert told in fault


def test_the_database_holds_one_answer_to_a_pledge_and_roles_only_for_what_stands(desk, reviewer):
    roads, more = pledge("新建农村公路"), outcome("扩建校舍")
    with pytest.raises(IntegrityError, match="one_standing_answer"), transaction.atomic():
        Link.objects.create(commitment=roads, outcome=more, state=Link.State.TAKEN, score=1)
    with pytest.raises(IntegrityError, match="only_a_standing_link"), transaction.atomic():
        Link.objects.create(commitment=roads, outcome=more, state="candidate", role=Link.Role.PART, score=1)


def test_judging_everything_again_changes_nothing_of_what_people_said(desk, reviewer):
    ledger.find_unanswered(pledge("新建农村公路"), Lack.MENTION, reviewer)
    ledger.answer(pledge("新建学校"), [outcome("新建学校"), outcome("扩建校舍")], reviewer, Link.Role.ADDEND)
    before = list(Commitment.objects.order_by("pk").values_list("verdict", flat=True))
    list(ledger.rejudge_all())
    assert list(Commitment.objects.order_by("pk").values_list("verdict", flat=True)) == before
