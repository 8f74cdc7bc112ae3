"""Blind double coding: drawn by the hash, claimed by who had no part, coded without a word of what others decided."""

from __future__ import annotations

import hashlib

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from reports.models import Report
from reports.words import ReviewState
from tests.admin.conftest import accept_all, hire_as
from tests.admin.test_decisions import correction
from tests.admin.test_decisions import said as told
from tests.characters import make_document, make_place
from tracker import codings, environment, publications
from tracker.admin import decisions
from tracker.ingest import ingest
from tracker.models import Assignment, Coding, Commitment, Outcome

#: What only the first person says: no page of the coder may hold it.
NOTE, VALUE, SUBJECT = "见第七页脚注", "9.75", "全县生产总值"


@pytest.fixture
def first(db):
    return hire_as("contributor", "firstperson")


@pytest.fixture
def second(db):
    return hire_as("reviewer", "secondperson")


@pytest.fixture
def assignment(office, settings):
    settings.DUIXIAN_DOUBLE_CODING_SHARE = 1
    return codings.draw(office.plan)


@pytest.fixture
def decided(office, assignment, first):
    """The first person has corrected one pledge of the drawn report and rejected the other."""
    changes = {"value": VALUE, "subject": SUBJECT}
    decisions.correct(Commitment.objects.get(pk=office.growth.pk), first, changes, NOTE)
    decisions.decide([Commitment.objects.get(pk=office.schools.pk)], ReviewState.REJECTED, first, NOTE)
    return assignment


@pytest.fixture
def coding(client, decided, second):
    client.force_login(second)
    return codings.claim(decided, second)


def page_of(assignment, at=""):
    return reverse("admin:tracker_assignment_code", args=[assignment.pk]) + (f"?at={at}" if at != "" else "")


def code(client, assignment, at, act, **data):
    return client.post(page_of(assignment), {"at": at, "act": act, **data})


def coded(assignment):
    return [(row.position, row.decision) for row in assignment.codings.order_by("position")]


# Drawing


def test_it_is_drawn_by_its_hash_and_by_nobody():
    hashes = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(2000)]
    drawn = [one for one in hashes if codings.is_drawn(one, 0.1)]
    assert 150 <= len(drawn) <= 250
    assert drawn == [one for one in hashes if codings.is_drawn(one, 0.1)]
    assert set(drawn) <= {one for one in hashes if codings.is_drawn(one, 0.3)}
    assert not any(codings.is_drawn(one, 0) for one in hashes)
    assert all(codings.is_drawn(one, 1) for one in hashes)


TEXT = "样例县政府工作报告\n今年目标：地区生产总值增长6%左右，城镇新增就业1200人。\n"


def test_a_report_taken_in_by_a_person_is_drawn_and_one_by_a_command_is_not(office, first, settings):
    settings.DUIXIAN_DOUBLE_CODING_SHARE = 1
    assert not Assignment.objects.filter(report=ingest(make_document(TEXT, 2024)).report).exists()
    report = ingest(make_document(TEXT + "完。", 2024), by=first).report
    drawn = Assignment.objects.get(report=report)
    assert (drawn.state, drawn.coder) == ("open", None)
    assert {one["fields"]["subject"] for one in drawn.sample} >= {"地区生产总值"}


def test_no_share_draws_nothing(office, first, settings):
    settings.DUIXIAN_DOUBLE_CODING_SHARE = 0
    ingest(make_document(TEXT, 2024), by=first)
    assert not Assignment.objects.exists()


def test_at_most_forty_statements_are_drawn_the_same_ones_each_time(first, settings, tmp_path):
    settings.DUIXIAN_DOUBLE_CODING_SHARE, settings.MEDIA_ROOT = 1, tmp_path
    make_place()
    projects = "".join(f"新建第{number}小学{number}所。" for number in range(2, 80))
    report = ingest(make_document(f"样例县政府工作报告\n今年目标：\n{projects}\n", 2024), by=first).report
    drawn = Assignment.objects.get(report=report)
    assert len(drawn.sample) == codings.MOST_CODED < Commitment.objects.filter(report=report).count()
    starts = [one["start"] for one in drawn.sample]
    assert starts == sorted(starts)
    assert codings._sample(report) == drawn.sample


@pytest.mark.parametrize("written", ["-0.1", "1.5", "a tenth"])
def test_a_share_is_between_nothing_and_all(monkeypatch, written):
    monkeypatch.setenv("X", written)
    with pytest.raises(ImproperlyConfigured, match=r"\bX\b"):
        environment.share("X", 0.1)
    monkeypatch.setenv("X", "0.25")
    assert environment.share("X", 0.1) == 0.25


# Claiming


def test_the_first_who_comes_has_it(client, decided, second):
    client.force_login(second)
    client.post(page_of(decided), {"act": "claim"})
    decided.refresh_from_db()
    assert (decided.state, decided.coder) == ("claimed", second)
    with pytest.raises(codings.NotClaimedError):
        codings.claim(decided, hire_as("reviewer", "third"))


def test_who_had_a_part_in_the_reading_codes_nothing_of_it(client, decided, first):
    client.force_login(first)
    page = client.get(page_of(decided))
    assert not page.context["can_claim"]
    response = client.post(page_of(decided), {"act": "claim"}, follow=True)
    assert told(response)
    decided.refresh_from_db()
    assert decided.state == "open"


def test_who_took_the_report_in_does_not_code_it(office, assignment, second):
    Report.objects.filter(pk=office.plan.pk).update(received_by=second)
    with pytest.raises(codings.NotClaimedError):
        codings.claim(Assignment.objects.get(pk=assignment.pk), second)


def test_it_is_given_back_without_a_trace(client, coding, second):
    code(client, coding, 0, "accept")
    client.post(page_of(coding), {"act": "give_back"})
    coding.refresh_from_db()
    assert (coding.state, coding.coder, coded(coding)) == ("open", None, [])
    assert codings.claim(coding, hire_as("reviewer", "third")).state == "claimed"


def test_who_gave_it_back_does_not_take_it_again(client, decided, second):
    client.force_login(second)
    client.post(page_of(decided), {"act": "claim"})
    client.post(page_of(decided), {"act": "give_back"})
    decided.refresh_from_db()
    assert decided.state == "open"
    with pytest.raises(codings.NotClaimedError):
        codings.claim(decided, second)


@pytest.mark.parametrize("name", ["tracker_commitment_import", "tracker_outcome_import"])
def test_no_sheet_is_checked_while_one_codes(client, coding, name):
    assert client.get(reverse(f"admin:{name}")).status_code == 403
    assert client.get(reverse(f"admin:{name}_job", args=[1])).status_code == 403
    assert client.post(reverse(f"admin:{name}_confirm", args=[1])).status_code == 403


def test_the_history_of_the_report_and_of_its_statements_is_closed(client, coding, office):
    for model, row in (("reports/report", office.plan), ("tracker/commitment", office.growth)):
        assert client.get(f"{reverse('admin:index')}{model}/{row.pk}/history/").status_code == 403


def test_the_database_wants_a_coder_of_what_is_taken(assignment):
    with pytest.raises(DatabaseError, match="has_a_coder"), transaction.atomic():
        Assignment.objects.update(state="done")


# Coding


def test_it_works(client, coding, office):
    for at, act in ((0, "accept"), (1, "reject")):
        response = code(client, coding, at, act)
        assert response["Location"] == page_of(coding, at + 1)
    assert coded(coding) == [(0, "accept"), (1, "reject")]
    row = coding.codings.get(position=0)
    assert (row.commitment, row.fields["value"], row.start, row.end) == (
        office.growth, "8", office.growth.start, office.growth.end,
    )  # fmt: skip
    client.post(page_of(coding), {"act": "finish"})
    coding.refresh_from_db()
    assert coding.state == "done"
    assert client.get(reverse("admin:reports_report_text", args=[coding.report_id])).status_code == 200


def test_what_was_coded_can_be_coded_otherwise_until_it_is_finished(client, coding):
    code(client, coding, 0, "accept")
    code(client, coding, 0, "reject")
    code(client, coding, 1, "accept")
    assert coded(coding) == [(0, "reject"), (1, "accept")]
    client.post(page_of(coding), {"act": "finish"})
    code(client, coding, 0, "accept")
    assert coded(coding) == [(0, "reject"), (1, "accept")]


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM tracker_coding",
        "UPDATE tracker_coding SET decision = 'reject'",
        'INSERT INTO tracker_coding (assignment_id, position, start, "end", decision, fields, at)'
        ' SELECT assignment_id, 99, start, "end", decision, fields, at FROM tracker_coding LIMIT 1',
        "UPDATE tracker_coding SET commitment_id = (SELECT max(id) FROM tracker_commitment)"
        " WHERE commitment_id < (SELECT max(id) FROM tracker_commitment)",
        "UPDATE tracker_assignment SET state = 'claimed'",
        "DELETE FROM tracker_assignment",
    ],
)
def test_what_was_coded_to_the_end_is_not_bettered_by_sql(client, coding, change):
    for at in range(len(coding.sample)):
        code(client, coding, at, "accept")
    client.post(page_of(coding), {"act": "finish"})
    with pytest.raises(DatabaseError, match=r"is over|Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    # That a statement's row is gone is no other coding.
    Coding.objects.update(commitment=None, outcome=None)
    assert set(coding.codings.values_list("decision", flat=True)) == {"accept"}


def test_it_is_not_finished_before_the_last(client, coding):
    code(client, coding, 0, "accept")
    client.post(page_of(coding), {"act": "finish"})
    coding.refresh_from_db()
    assert coding.state == "claimed"


def corrected(coding, at, **changes):
    fields = coding.sample[at]["fields"]
    return {**fields, "indicator": "", **changes}


def test_a_correction_is_kept_beside_the_machines_fields(client, coding, office):
    code(client, coding, 0, "correct", **corrected(coding, 0, value="8.5", indicator=office.growth.indicator_id))
    row = coding.codings.get()
    assert (row.decision, row.fields["value"], row.fields["subject"]) == ("correct", "8.5", "地区生产总值")
    assert row.fields["indicator"] == "gdp"


def test_a_correction_that_changes_nothing_is_an_acceptance(client, coding, office):
    code(client, coding, 0, "correct", **corrected(coding, 0, indicator=office.growth.indicator_id))
    assert coded(coding) == [(0, "accept")]


def test_a_correction_that_makes_no_sense_is_refused_beside_its_field(client, coding):
    response = code(client, coding, 0, "correct", **corrected(coding, 0, value="八"))
    assert "value" in response.context["form"].errors
    assert coded(coding) == []


def test_coding_changes_nothing_of_the_reading(client, coding, office):
    before = list(Commitment.objects.order_by("pk").values())
    code(client, coding, 0, "reject")
    code(client, coding, 1, "correct", **corrected(coding, 1, value="5"))
    assert list(Commitment.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("at", ["2", "-1", "", "x", "1" * 30])
def test_a_place_that_the_sample_does_not_have_is_refused(client, coding, at):
    assert code(client, coding, at, "accept").status_code == 400


def test_nobody_else_codes_it(client, coding):
    client.force_login(hire_as("reviewer", "third"))
    assert told(client.post(page_of(coding), {"at": 0, "act": "accept"}, follow=True))
    assert coded(coding) == []


# Blind


def leaks(response):
    """Which of the first person's words stand in an answer."""
    body = b"".join(response) if response.streaming else response.content
    words = [NOTE, VALUE, SUBJECT, "firstperson"]
    return [word for word in words if word in body.decode("utf-8", "replace")]


def test_the_coder_sees_the_machines_reading_and_not_the_first_persons(client, coding):
    for language in ("zh-hans", "en"):
        for at in (0, 1, ""):
            page = client.get(page_of(coding, at).replace("/zh-hans/", f"/{language}/"))
            assert page.status_code == 200
            assert leaks(page) == []
    shown = client.get(page_of(coding, 0)).context
    assert "8" in [value for _name, value in shown["reading"]]
    assert shown["form"]["value"].value() == "8"


def every_page(office):
    """Every page of the staff that could tell what the first person decided."""
    for name, row in (
        ("change", office.growth), ("history", office.growth), ("answers", office.growth), ("override", office.growth),
        ("change", office.schools), ("history", office.schools), ("change", office.growth.verdicts.first()),
    ):  # fmt: skip
        yield reverse(f"admin:tracker_{row._meta.model_name}_{name}", args=[row.pk])
    for name in ("text", "publish", "change", "history", "file"):
        yield reverse(f"admin:reports_report_{name}", args=[office.plan.pk])
    for desk in ("link", "publish"):
        yield reverse(f"admin:reports_report_{desk}", args=[office.review.pk])
    yield reverse("admin:search") + "?q=地区生产总值"
    yield reverse("admin:search") + "?q=增长8"
    for model in ("commitment", "outcome", "link", "verdict", "assignment"):
        yield reverse(f"admin:tracker_{model}_changelist")
        yield reverse(f"admin:tracker_{model}_changelist") + "?q=样例县"
    yield reverse("admin:tracker_commitment_changelist") + f"?report__id__exact={office.plan.pk}"
    yield reverse("admin:tracker_commitment_export")
    yield reverse("admin:index")
    yield reverse("admin:reports_report_changelist")


def test_no_page_of_the_staff_tells_the_coder_what_the_first_person_decided(client, coding, office):
    closed = 0
    for address in every_page(office):
        response = client.get(address, follow=True)
        assert leaks(response) == [], address
        closed += response.status_code == 403 or response.redirect_chain != []
    assert closed >= 11
    # The list of all changes names every member of staff, and nothing of what was decided here.
    assert set(leaks(client.get(reverse("admin:tracker_change_changelist")))) <= {"firstperson"}


def test_an_export_leaves_the_closed_rows_out(client, coding, office):
    response = client.post(reverse("admin:tracker_commitment_export"), {"format": "0", "resource": ""})
    assert response.status_code == 200
    assert leaks(response) == []


def test_the_same_pages_do_tell_others(client, coding, office):
    """The test above would pass on empty pages, too."""
    client.force_login(hire_as("reviewer", "third"))
    found = {word for address in every_page(office) for word in leaks(client.get(address, follow=True))}
    assert found == {NOTE, VALUE, SUBJECT, "firstperson"}


def test_the_coder_decides_nothing_of_the_report_meanwhile(client, coding, office):
    growth = Commitment.objects.get(pk=office.growth.pk)
    asked = {
        reverse("admin:tracker_commitment_change", args=[growth.pk]): correction(growth, value="7"),
        reverse("admin:tracker_commitment_decide", args=[growth.pk]): {"state": "accepted"},
        reverse("admin:reports_report_publish", args=[office.plan.pk]): {"act": "publish"},
    }
    for address, data in asked.items():
        assert client.post(address, data).status_code == 403
    many = {"action": "reject_selected", "_selected_action": [growth.pk]}
    client.post(reverse("admin:tracker_commitment_changelist"), many)
    assert Commitment.objects.get(pk=growth.pk).review_state == "accepted"


def test_other_reports_stay_open_to_the_coder(client, coding, office):
    assert client.get(reverse("admin:reports_report_text", args=[office.review.pk])).status_code == 200
    assert client.get(reverse("admin:tracker_outcome_change", args=[office.services.pk])).status_code == 200


def test_a_pledge_answered_by_the_closed_report_is_closed_too(client, office, settings, second):
    settings.DUIXIAN_DOUBLE_CODING_SHARE = 1
    codings.claim(codings.draw(office.review), second)
    client.force_login(second)
    assert client.get(reverse("admin:tracker_commitment_change", args=[office.growth.pk])).status_code == 403


def test_who_coded_may_publish_afterwards(coding, office, first):
    accept_all(office.plan, first)
    coder = coding.coder
    for at in (0, 1):
        codings.code(coding, coder, at, Coding.Decision.ACCEPT)
    assert codings.finish(coding, coder)
    assert publications.publish(office.plan, coder)


def test_a_statement_that_is_gone_is_coded_all_the_same(client, coding, office):
    Commitment.objects.filter(pk=office.schools.pk).update(verdict=None)
    outcome = Outcome.objects.get(pk=office.services.pk)
    drawn = codings.draw(office.review)
    outcome.delete()
    codings.claim(drawn, coding.coder)
    at = next(n for n, one in enumerate(drawn.sample) if one["pk"] == office.services.pk and one["model"] == "outcome")
    assert codings.code(drawn, coding.coder, at, Coding.Decision.REJECT).outcome is None


def test_the_pages_queries_do_not_grow(client, coding, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        client.get(page_of(coding, 0))
    with django_assert_max_num_queries(16):
        client.get(reverse("admin:tracker_assignment_changelist"))
