"""Acts at the reading desk: what each writes, who is refused, and that taking back leaves all as it was."""

from __future__ import annotations

import json
import uuid
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from reports.models import Report
from reports.words import Verdict
from tests.admin.conftest import DECIDES, PLAN, REVIEW, SEES, hire
from tracker.admin.decisions import fingerprint
from tracker.admin.forms import figures_in
from tracker.admin.reading.proposing import propose
from tracker.admin.shown import key_of
from tracker.models import Act, Commitment, Finding, Outcome


@pytest.fixture
def desk(client, office, reviewer):
    """Sends an act of the reviewer's about the plan's statements; returns the response."""
    client.force_login(reviewer)

    def send(act, *rows, report=office.plan, who=client, **more):
        asked = {"act": act, "keys": [key_of(row) for row in rows], "seen": seen(*rows), **more}
        address = reverse("admin:reports_report_act", args=[report.pk])
        return who.post(address, json.dumps(asked), content_type="application/json")

    return send


def seen(*rows):
    found = {}
    for row in rows:
        row.refresh_from_db()
        found[key_of(row)] = fingerprint(row)
    return found


def place(text, words, figure=""):
    start = text.index(words)
    found = {"start": start, "end": start + len(words), "number_start": None, "number_end": None}
    if figure:
        at = start + words.index(figure)
        found |= {"number_start": at, "number_end": at + len(figure)}
    return found


def state(row):
    row.refresh_from_db()
    return row.review_state


def everything():
    """All that is stored of every statement, but the clock and the verdict, which is only ever added to."""
    left_out = ("verdict_id",)
    return [
        {name: value for name, value in row.items() if name not in left_out}
        for model in (Commitment, Outcome)
        for row in model.objects.order_by("pk").values()
    ]


NEW = {"subject": "学校", "measure": "increment", "comparator": "eq", "value": "3", "unit": "所", "period": "2022"}


def test_it_works(desk, office, reviewer):
    response = desk("accept", office.growth)
    assert response.status_code == 200, response.content
    told = response.json()["rows"][0]
    assert (told["key"], told["state"]) == (key_of(office.growth), "accepted")
    office.growth.refresh_from_db()
    assert (office.growth.review_state, office.growth.decided_by) == ("accepted", reviewer)
    assert told["seen"] == fingerprint(office.growth)
    act = Act.objects.get()
    assert (act.kind, act.person, act.report) == (Act.Kind.ACCEPTED, reviewer, office.plan)
    assert act.before[told["key"]]["review_state"] == "proposed"
    assert act.after[told["key"]]["review_state"] == "accepted"


def test_accepting_adds_no_verdict_and_counts_at_once(desk, office):
    from tracker.models import Tally

    before = office.growth.verdicts.count()
    assert desk("accept", office.growth).json() | {"rows": [], "may": {}, "act": 0} == {
        "act": 0, "rows": [], "verdicts": 0, "settled": True, "passed": None, "may": {},
    }  # fmt: skip
    assert office.growth.verdicts.count() == before
    assert Tally.objects.get(jurisdiction=office.place, year=2022, reviewed_only=True, confirmed_only=False).kept == 1


def test_rejecting_judges_at_once_and_leaves_the_rest_to_settle(desk, office):
    told = desk("reject", office.grew, report=office.review).json()
    assert (told["verdicts"], told["settled"]) == (1, False)
    office.growth.refresh_from_db()
    assert office.growth.verdict.code == Verdict.UNREPORTED
    assert Act.objects.get().is_settled is False
    assert desk("settle").status_code == 200
    assert Act.objects.get().is_settled is True


def test_handing_back_leaves_what_the_machine_had_read(desk, office):
    desk("correct", office.growth, fields={"value": "9.5"})
    assert desk("hand_back", office.growth).status_code == 200
    office.growth.refresh_from_db()
    assert (office.growth.value, office.growth.review_state) == ("8", "proposed")


def test_correcting_writes_and_judges(desk, office):
    told = desk("correct", office.growth, fields={"value": "9.5"}, note="原文为9.5").json()
    office.growth.refresh_from_db()
    assert (office.growth.value, office.growth.decision_note) == ("9.5", "原文为9.5")
    assert office.growth.verdict.code == Verdict.IN_PART
    assert told["rows"][0]["corrected"] is True


def test_correcting_nothing_accepts(desk, office):
    desk("correct", office.growth, fields={})
    assert state(office.growth) == "accepted"
    assert Act.objects.get().kind == Act.Kind.ACCEPTED


def test_an_outcome_becomes_an_admission(desk, office):
    assert desk("correct", office.grew, report=office.review, kind="shortfall").status_code == 200
    office.grew.refresh_from_db()
    assert office.grew.kind == "shortfall"


def test_an_outcome_that_is_a_pledge_is_rejected_and_the_pledge_added(desk, office):
    told = desk("correct", office.services, report=office.review, kind="pledge", fields={"period": "2023"})
    assert told.status_code == 200, told.content
    assert state(office.services) == "rejected"
    pledge = Commitment.objects.get(subject="第三产业")
    assert (pledge.quote, pledge.value, pledge.origin) == (office.services.quote, "7", "person")
    desk("undo", report=office.review)
    assert state(office.services) == "proposed"
    pledge.refresh_from_db()
    assert pledge.is_retired


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"value": "八"}, "value"),
        ({"value": ""}, "value"),
        ({"comparator": "range"}, "value_high"),
        ({"period": "明年"}, "period"),
        ({"deadline": "六月"}, "deadline"),
        ({"measure": "done"}, "measure"),
        ({"measure": "nonsense"}, "measure"),
        ({"subject": ""}, "subject"),
        ({"subject": "长" * 201}, "subject"),
        ({"indicator": 987654}, "indicator"),
        ({"indicator": "x"}, "indicator"),
    ],
)
def test_a_correction_that_makes_no_sense_is_told_beside_its_field(desk, office, fields, field):
    response = desk("correct", office.growth, fields=fields)
    assert response.status_code == 422
    assert field in response.json()["errors"]
    assert (state(office.growth), Act.objects.count()) == ("proposed", 0)


def test_a_statement_is_added_from_the_words_selected(desk, office, reviewer):
    asked = {"kind": "pledge", "place": place(PLAN, "建学校3所", "3"), "fields": NEW}
    response = desk("add", **asked)
    assert response.status_code == 200, response.content
    row = Commitment.objects.get(pk=response.json()["rows"][0]["key"][1:])
    assert (row.quote, row.origin, row.review_state, row.decided_by) == ("建学校3所", "person", "accepted", reviewer)
    assert PLAN[row.number_start : row.number_end] == "3"
    assert (row.year, row.section) == (2022, "year_tasks")
    assert row.verdict.code == Verdict.UNREPORTED


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": 5, "end": 5},
        {"start": 5, "end": 2},
        {"start": -1, "end": 2},
        {"start": 0, "end": 10_000},
        {"start": "x", "end": 2},
        {"number_start": 0, "number_end": 2},
        {"number_start": 20, "number_end": None},
        {},
        None,
    ],
)
def test_words_that_are_none_are_refused(desk, office, wrong):
    given = None if wrong is None else ({} if not wrong else {**place(PLAN, "建学校3所", "3"), **wrong})
    response = desk("add", kind="pledge", place=given, fields=NEW)
    assert response.status_code == 422
    assert Commitment.objects.count() == 2


def test_the_same_statement_is_not_added_twice(desk, office):
    asked = {"kind": "pledge", "place": place(PLAN, "建学校3所", "3"), "fields": NEW}
    desk("add", **asked)
    response = desk("add", **asked)
    assert (response.status_code, list(response.json()["errors"])) == (422, ["subject"])


def test_what_was_taken_back_is_added_again(desk, office):
    asked = {"kind": "pledge", "place": place(PLAN, "建学校3所", "3"), "fields": NEW}
    first = desk("add", **asked).json()["rows"][0]["key"]
    desk("undo")
    assert Commitment.objects.get(pk=first[1:]).is_retired
    again = desk("add", **asked).json()["rows"][0]["key"]
    assert again == first
    assert not Commitment.objects.get(pk=first[1:]).is_retired
    desk("undo")
    assert Commitment.objects.get(pk=first[1:]).is_retired


def test_a_split_keeps_what_it_shares(desk, office):
    asked = {"place": place(PLAN, "新建学校3所", "3"), "fields": {"subject": "新建小学"}}
    response = desk("split", office.schools, **asked)
    assert response.status_code == 200, response.content
    part = Commitment.objects.get(subject="新建小学")
    shared = ("start", "end", "number_start", "value", "unit", "measure", "period", "section", "due_on")
    assert [getattr(part, name) for name in shared] == [getattr(office.schools, name) for name in shared]
    assert state(office.schools) == "proposed"


def test_a_split_that_changes_nothing_is_no_second_statement(desk, office):
    response = desk("split", office.schools, place=place(PLAN, "新建学校3所", "3"), fields={})
    assert (response.status_code, "subject" in response.json()["errors"]) == (422, True)


def test_a_merge_takes_all_the_words_and_the_fields_of_the_first(desk, office):
    response = desk("merge", office.growth, office.schools)
    assert response.status_code == 200, response.content
    office.growth.refresh_from_db()
    assert office.growth.quote == "地区生产总值增长8%左右。新建学校3所"
    assert (office.growth.subject, office.growth.value, state(office.growth)) == ("地区生产总值", "8", "accepted")
    assert (state(office.schools), office.schools.is_retired) == ("rejected", False)


def test_only_statements_of_one_kind_are_merged(desk, office):
    assert desk("merge", office.growth).status_code == 422
    Outcome.objects.filter(pk=office.grew.pk).update(report=office.review)
    assert desk("merge", office.growth, office.grew).status_code == 409


def test_the_words_and_the_figure_are_set_from_the_selection(desk, office):
    asked = {"place": place(PLAN, "今年目标：地区生产总值增长8%", "8")}
    assert desk("place", office.growth, **asked).status_code == 200
    office.growth.refresh_from_db()
    assert office.growth.quote == "今年目标：地区生产总值增长8%"
    desk("hand_back", office.growth)
    office.growth.refresh_from_db()
    assert office.growth.quote == "地区生产总值增长8%左右"


def test_the_figure_and_its_value_go_together(desk, office):
    asked = {"place": place(PLAN, "地区生产总值增长8%左右。新建学校3所", "3"), "fields": {"value": "3"}}
    assert desk("place", office.growth, **asked).status_code == 200
    office.growth.refresh_from_db()
    assert PLAN[office.growth.number_start : office.growth.number_end] == office.growth.value == "3"


def test_a_figure_left_unread_is_set_aside_and_taken_up_again(desk, office):
    Report.objects.filter(pk=office.plan.pk).update(unread=[[2, 4, "other"], [0, 1, "date"]])
    assert desk("pass", place={"start": 0, "end": 1}).status_code == 422
    assert desk("pass", place={"start": 2, "end": 4}).json()["passed"] == [[2, 4]]
    assert desk("undo").json()["passed"] == [[2, 4]]
    assert Act.objects.get().undone_at


ACTS = {
    "accept": lambda office: (office.growth,),
    "reject": lambda office: (office.growth,),
    "correct": lambda office: (office.growth,),
    "place": lambda office: (office.growth,),
    "split": lambda office: (office.schools,),
    "merge": lambda office: (office.growth, office.schools),
    "add": lambda office: (),
}
MORE = {
    "correct": {"fields": {"value": "9.5", "deadline": "2022-06"}, "note": "扫描件作9.5"},
    "place": {"place": place(PLAN, "地区生产总值增长8%", "8")},
    "split": {"place": place(PLAN, "学校3所", "3"), "fields": {"subject": "小学"}},
    "add": {"kind": "pledge", "place": place(PLAN, "建学校3所", "3"), "fields": NEW},
}


@pytest.mark.parametrize("act", ACTS)
def test_taking_back_leaves_all_as_it_was_and_doing_again_as_it_became(desk, office, act):
    before = everything()
    rows = ACTS[act](office)
    assert desk(act, *rows, **MORE.get(act, {})).status_code == 200
    after = everything()
    assert after != before
    assert desk("undo").status_code == 200
    left = [row for row in everything() if not row["is_retired"]]
    assert left == before
    assert desk("redo").status_code == 200
    assert everything() == after
    assert desk("undo").status_code == 200
    assert [row for row in everything() if not row["is_retired"]] == before


def test_acts_are_taken_back_the_newest_first(desk, office):
    desk("accept", office.growth)
    desk("reject", office.schools)
    desk("undo")
    assert (state(office.growth), state(office.schools)) == ("accepted", "proposed")
    desk("undo")
    assert state(office.growth) == "proposed"
    assert desk("undo").status_code == 409


def test_bulk_acceptance_is_one_act(desk, office):
    assert len(desk("accept", office.growth, office.schools).json()["rows"]) == 2
    assert Act.objects.count() == 1
    desk("undo")
    assert (state(office.growth), state(office.schools)) == ("proposed", "proposed")


def test_nobody_takes_back_what_another_did(desk, office, client):
    desk("accept", office.growth)
    client.force_login(hire("second", *SEES, *DECIDES))
    assert desk("undo").status_code == 409
    assert desk("undo", of=Act.objects.get().pk).status_code == 409
    assert state(office.growth) == "accepted"


def test_an_act_on_what_another_changed_since_is_told_and_not_taken_back(desk, office, client, reviewer):
    desk("accept", office.growth)
    client.force_login(hire("second", *SEES, *DECIDES))
    desk("reject", office.growth)
    client.force_login(reviewer)
    response = desk("undo")
    assert response.status_code == 409
    assert response.json()["rows"][0]["state"] == "rejected"
    assert state(office.growth) == "rejected"


def test_the_second_of_two_people_is_told_and_shown_the_first_ones_decision(desk, office, client):
    old = seen(office.growth)
    desk("reject", office.growth)
    client.force_login(hire("second", *SEES, *DECIDES))
    response = desk("correct", office.growth, seen=old, fields={"value": "9"})
    assert response.status_code == 409
    assert response.json()["rows"][0]["state"] == "rejected"
    assert "reviewer" in response.json()["rows"][0]["by"]
    office.growth.refresh_from_db()
    assert (office.growth.value, Act.objects.count()) == ("8", 1)


def test_one_stale_statement_refuses_the_whole_act(desk, office):
    old = seen(office.growth, office.schools)
    desk("reject", office.schools)
    assert desk("accept", office.growth, office.schools, seen=old).status_code == 409
    assert state(office.growth) == "proposed"


def test_an_act_sent_twice_is_done_once(desk, office):
    asked = {"token": str(uuid.uuid4()), "seen": seen(office.growth)}
    first = desk("accept", office.growth, **asked).json()
    again = desk("accept", office.growth, **asked)
    assert (again.status_code, again.json()["act"]) == (200, first["act"])
    assert Act.objects.count() == 1


@pytest.mark.parametrize("act", [*ACTS, "hand_back", "undo", "redo"])
def test_a_published_reading_stands_still(desk, office, act):
    desk("accept", office.growth)
    desk("undo") if act == "redo" else None
    Report.objects.filter(pk=office.plan.pk).update(state=Report.State.PUBLISHED)
    before = everything()
    rows = ACTS.get(act, lambda office: (office.growth,))(office) if act not in ("undo", "redo") else ()
    response = desk(act, *rows, **MORE.get(act, {}))
    assert response.status_code == 409, response.content
    assert "发布" in response.json()["said"] or "published" in response.json()["said"]
    assert everything() == before


@pytest.mark.parametrize(
    ("permissions", "may"),
    [
        (SEES, set()),
        ((*SEES, "change_outcome"), set()),
        ((*SEES, "change_commitment"), {*ACTS, "hand_back"}),
    ],
)
@pytest.mark.parametrize("act", [*ACTS, "hand_back"])
def test_a_person_does_what_is_allowed_and_nothing_else(desk, client, office, permissions, may, act):
    client.force_login(hire("somebody", *permissions))
    rows = ACTS.get(act, lambda office: (office.growth,))(office)
    response = desk(act, *rows, **MORE.get(act, {}))
    assert response.status_code == (200 if act in may else 403), response.content
    assert Act.objects.exists() == (act in may)


def test_a_person_without_sight_of_reports_is_refused(desk, client, office):
    client.force_login(hire("nobody"))
    for name, method in (("act", client.post), ("text", client.get), ("propose", client.get)):
        assert method(reverse(f"admin:reports_report_{name}", args=[office.plan.pk])).status_code == 403


def test_a_statement_of_another_report_is_not_acted_on(desk, office):
    assert desk("accept", office.grew, report=office.plan).status_code == 409
    assert state(office.grew) == "proposed"


@pytest.mark.parametrize(
    "body",
    [
        "", "[]", "{", '"accept"', '{"act": "publish"}', '{"act": "accept", "keys": ["x1"]}',
        '{"act": "accept", "keys": "c1"}', '{"act": "accept", "keys": ["c1"], "seen": [1]}',
        '{"act": "accept", "token": "x"}', '{"act": "accept", "place": 3}', '{"act": "accept", "keys": []}',
        '{"act": "undo", "of": "x"}', '{"act": "correct", "keys": [["c1"]]}',
    ],
)  # fmt: skip
def test_what_is_no_act_is_refused(client, office, reviewer, body):
    client.force_login(reviewer)
    address = reverse("admin:reports_report_act", args=[office.plan.pk])
    response = client.post(address, body, content_type="application/json")
    assert response.status_code == 400
    assert response.json()["said"]


def test_acts_are_only_posted(client, office, reviewer):
    client.force_login(reviewer)
    assert client.get(reverse("admin:reports_report_act", args=[office.plan.pk])).status_code == 405


def test_characters_beyond_the_first_plane_count_as_one(desk, office):
    from reports import intake
    from tests.characters import make_document

    text = "今年目标：𠮷村新建水塔𠀀5座。"
    report, _stored = intake.store(make_document(text, 2024))
    fields = {**NEW, "subject": "水塔", "value": "5", "unit": "座", "period": "2024"}
    asked = {"kind": "pledge", "place": place(text, "村新建水塔𠀀5座", "5"), "fields": fields}
    assert desk("add", report=report, **asked).status_code == 200
    assert Commitment.objects.get(report=report).quote == "村新建水塔𠀀5座"


def test_words_are_proposed_as_the_reading_would_read_them(client, office, reviewer):
    client.force_login(reviewer)
    start = REVIEW.index("地区生产总值增长9%")
    address = reverse("admin:reports_report_propose", args=[office.review.pk])
    found = client.get(address, {"start": start, "end": start + 10}).json()
    assert found["kind"] == "outcome"
    told = {name: found["fields"][name] for name in ("measure", "value", "unit", "period", "indicator")}
    gdp = office.growth.indicator_id
    assert told == {"measure": "growth", "value": "9", "unit": "%", "period": "2022", "indicator": gdp}
    assert REVIEW[found["place"]["number_start"] : found["place"]["number_end"]] == "9"
    assert client.get(address, {"start": 5, "end": 2}).status_code == 422


@pytest.mark.django_db
def test_a_year_the_words_name_is_proposed_before_the_usual_one():
    head = "样例县政府工作报告\n一、2021年工作回顾\n"
    words = ("2020年粮食产量30万吨", "新修公路5公里", "二、2022年工作安排", "2025年城镇化率达到60%", "新建学校3所")
    report = Report(text=head + "。\n".join((*words, "")), plan_year=2022, review_year=2021)

    def year_of(said):
        start = report.text.index(said)
        return propose(report, start, start + len(said))["fields"]["period"]

    assert [year_of(said) for said in words if "工作" not in said] == ["2020", "2021", "2025", "2022"]


@pytest.mark.parametrize(
    ("value", "is_said"), [("8", True), ("8.0", True), ("-8", True), ("9.5", False), ("80", False)]
)
def test_a_figure_the_words_do_not_say_needs_a_reason(desk, office, value, is_said):
    fields = {"value": value, "subject": "生产总值"}
    told = desk("correct", office.growth, fields=fields)
    assert told.status_code == (200 if is_said else 422)
    if not is_said:
        assert value in told.json()["errors"]["value"][0]
        assert desk("correct", office.growth, fields=fields, note="扫描件脱落一位").status_code == 200
    office.growth.refresh_from_db()
    assert office.growth.value == value


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("投资1.2万元", "1.2"), ("占百分之五", "5"), ("惠及1,２00户", "1200"), ("提高五个百分点", "5"), ("前三位", "3"),
        ("三至五个", "3 5"), ("五大片区", "5"), ("近千万家庭", "10000000"), ("建设三百二十套", "320"),
        ("增长一半", "50"), ("翻一番", "2"), ("增长8,12个", "8 12"), ("产值破亿", "100000000"), ("二点五倍", "2.5"),
    ],
)  # fmt: skip
def test_figures_are_found_as_they_are_read_and_as_they_stand(words, figures):
    assert {Decimal(figure) for figure in figures.split()} <= figures_in(words)
    assert not {Decimal(812), Decimal(7), Decimal("9.5")} & figures_in(words)


def test_the_page_tells_every_statement_and_asks_few_queries(client, office, reviewer, django_assert_max_num_queries):
    client.force_login(reviewer)
    address = reverse("admin:reports_report_text", args=[office.review.pk])
    client.get(address)
    with django_assert_max_num_queries(12):
        response = client.get(address)
    assert [row["subject"] for row in response.context["data"]["rows"]] == ["地区生产总值", "第三产业", "新建学校"]
    lines = response.context["lines"]
    assert all(office.review.text[line.start :].startswith(line.text) for line in lines)


def test_an_act_asks_as_many_queries_however_many_statements_it_is_about(desk, office, django_assert_max_num_queries):
    with django_assert_max_num_queries(38):
        desk("accept", office.growth)
    desk("undo")
    with django_assert_max_num_queries(38):
        desk("accept", office.growth, office.schools)
    with django_assert_max_num_queries(70):
        desk("reject", office.growth)


def test_acceptance_is_told_of_the_findings(client, county, reviewer_of_all):
    from tests.county import ingest_odd_pair

    ingest_odd_pair()
    finding = Finding.objects.filter(is_reviewed=False, later__isnull=True).first()
    assert finding is not None
    client.force_login(reviewer_of_all)
    rows = [
        row for model in (Commitment, Outcome) for row in model.objects.filter(report=finding.report, is_retired=False)
    ]
    asked = {"act": "accept", "keys": [key_of(row) for row in rows], "seen": seen(*rows)}
    address = reverse("admin:reports_report_act", args=[finding.report_id])
    assert client.post(address, json.dumps(asked), content_type="application/json").status_code == 200
    finding.refresh_from_db()
    assert finding.is_reviewed
    client.post(address, json.dumps({"act": "undo"}), content_type="application/json")
    finding.refresh_from_db()
    assert not finding.is_reviewed


@pytest.fixture
def reviewer_of_all(db):
    return get_user_model().objects.create_superuser("everything")


@pytest.mark.parametrize("change", ["DELETE FROM tracker_act", "UPDATE tracker_act SET after = '{}'"])
def test_what_was_done_is_not_undone_by_sql(desk, office, change):
    desk("accept", office.growth)
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert Act.objects.exclude(after={}).count() == 1
