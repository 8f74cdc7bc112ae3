"""Two people: who prepared a reading does not publish it; a published one stands still; both acts are logged."""

from __future__ import annotations

import threading

import pytest
from django.contrib.admin.models import LogEntry
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.models import Report
from reports.words import ReviewState, Verdict
from tests.admin.conftest import PLAN, accept_all, hire_as
from tests.admin.test_decisions import correction, said
from tests.characters import make_document
from tracker import ledger, publications, register
from tracker.admin import decisions
from tracker.admin.decisions import fingerprint
from tracker.ingest import ingest
from tracker.models import Commitment, Link, Outcome, Publication
from tracker.publications import NotPublishedError, Obstacle, Standing, publish, reopen


@pytest.fixture
def contributor(db):
    return hire_as("contributor", "li")


@pytest.fixture
def publisher(db):
    return hire_as("publisher", "wang")


@pytest.fixture
def ready(office, contributor):
    """The plan's reading, every statement accepted by the contributor."""
    accept_all(office.plan, contributor)
    office.plan.refresh_from_db()
    return office.plan


def page_of(report):
    return reverse("admin:reports_report_publish", args=[report.pk])


def post(client, report, act="publish", **data):
    seen = {"seen": Standing(Report.objects.get(pk=report.pk)).fingerprint} if act == "publish" else {}
    return client.post(page_of(report), {"act": act, **seen, **data}, follow=True)


def state_of(report):
    return Report.objects.values_list("state", flat=True).get(pk=report.pk)


def obstacles(report, user):
    with pytest.raises(NotPublishedError) as caught:
        publish(report, user)
    assert not Publication.objects.exists()
    return {one.obstacle: one.count for one in caught.value.hindrances}


def test_it_works(client, ready, contributor, publisher):
    client.force_login(publisher)
    page = client.get(page_of(ready))
    assert page.context["can_publish"]
    assert "li" in page.content.decode()
    post(client, ready)
    act = Publication.objects.get()
    assert state_of(ready) == "published"
    assert (act.act, act.person, act.report, act.statements, act.links) == ("published", publisher, ready, 2, 0)
    assert act.text_sha256 == ready.text_sha256
    assert LogEntry.objects.filter(user=publisher, object_id=str(ready.pk)).count() == 1


def test_who_decided_on_a_statement_is_told_how_many(client, ready, contributor):
    contributor.groups.add(publishers())
    assert obstacles(ready, contributor) == {Obstacle.ACCEPTED: 2}
    client.force_login(contributor)
    client.cookies["django_language"] = "en"
    address = page_of(ready).replace("/zh-hans/", "/en/")
    page = client.get(address)
    assert "You accepted 2 of its statements; a colleague must publish it." in page.content.decode()
    assert 'value="publish"' not in page.content.decode()
    response = client.post(address, {"act": "publish"}, follow=True)
    assert "You accepted 2 of its statements" in said(response)
    assert state_of(ready) == "read"


def publishers():
    from django.contrib.auth.models import Group

    return Group.objects.get(name="publisher")


def test_a_superuser_is_no_exception(office):
    chief = hire_as("superuser")
    accept_all(office.plan, chief)
    assert obstacles(office.plan, chief) == {Obstacle.ACCEPTED: 2}


def test_who_took_the_report_in_does_not_publish_it(office, contributor, publisher):
    accept_all(office.plan, contributor)
    office.plan.received_by = publisher
    office.plan.save(update_fields=["received_by"])
    assert obstacles(office.plan, publisher) == {Obstacle.TOOK_IN: 1}


def test_a_colleagues_later_decision_does_not_wash_ones_own_away(client, office, contributor, publisher):
    client.force_login(publisher)
    change = reverse("admin:tracker_commitment_change", args=[office.growth.pk])
    assert client.post(change, correction(office.growth, value="9", note="扫描件作9")).status_code == 302
    accept_all(office.plan, contributor)
    assert Standing(office.plan).counts == {("pledge", "accepted"): 2}
    assert Obstacle.CHANGED in obstacles(office.plan, publisher)


def test_who_set_a_verdict_by_hand_does_not_publish_what_it_hangs_on(office, ready, contributor, publisher):
    ledger.override(office.growth, Verdict.BROKEN, publisher, "按统计公报核定", "统计公报")
    assert obstacles(ready, publisher) == {Obstacle.OVERRODE: 1}
    accept_all(office.review, contributor)
    with pytest.raises(NotPublishedError) as caught:
        publish(office.review, publisher)
    assert [one.obstacle for one in caught.value.hindrances] == [Obstacle.OVERRODE]


def test_what_is_said_of_a_report_is_somebodys_and_stands_still_once_published(client, ready, publisher):
    client.force_login(publisher)
    change = reverse("admin:reports_report_change", args=[ready.pk])
    client.post(change, {"title": "另一标题"})
    ready.refresh_from_db()
    assert ready.title == "另一标题"
    assert obstacles(ready, publisher) == {Obstacle.EDITED: 1}
    publish(ready, hire_as("publisher", "zhao"))
    assert client.post(change, {"title": "再改一次"}).status_code == 403
    ready.refresh_from_db()
    assert ready.title == "另一标题"


def test_a_place_keeps_its_code(admin_client, office):
    change = reverse("admin:reports_jurisdiction_change", args=[office.place.pk])
    admin_client.post(
        change, {"code": "990999", "name": "样例县", "pinyin": "yangli xian", "english": "Sample", "level": "county"}
    )
    office.place.refresh_from_db()
    assert office.place.code == "990101"


def test_who_rejected_a_statement_does_not_publish_it(office, contributor, publisher):
    accept_all(office.plan, contributor)
    decisions.decide([office.schools], ReviewState.REJECTED, publisher)
    assert obstacles(office.plan, publisher) == {Obstacle.REJECTED: 1}


def test_who_decided_on_a_link_to_it_does_not_publish_it(office, contributor, publisher):
    accept_all(office.review, contributor)
    ledger.confirm_link(office.growth, office.grew, publisher)
    assert obstacles(office.review, publisher) == {Obstacle.LINKED: 1}
    accept_all(office.plan, contributor)
    assert publish(office.plan, publisher).statements == 2  # the link is the answering report's


def test_who_took_a_decision_back_stands_behind_nothing(office, contributor, publisher):
    decisions.decide([office.growth], ReviewState.ACCEPTED, publisher)
    office.growth.refresh_from_db()
    decisions.decide([office.growth], ReviewState.PROPOSED, publisher)
    accept_all(office.plan, contributor)
    assert publish(office.plan, publisher)


def test_a_statement_that_waits_holds_publishing_up(client, office, contributor, publisher):
    decisions.decide([office.growth], ReviewState.ACCEPTED, contributor)
    assert obstacles(office.plan, publisher) == {Obstacle.WAITING: 1}
    client.force_login(publisher)
    page = client.get(page_of(office.plan))
    assert not page.context["can_publish"]
    for _name, address in page.context["waiting_in"]:
        assert client.get(address).status_code == 200


def test_a_retired_statement_holds_nothing_up(office, contributor, publisher):
    decisions.decide([office.growth], ReviewState.ACCEPTED, contributor)
    Commitment.objects.filter(pk=office.schools.pk).update(is_retired=True)
    assert publish(office.plan, publisher).statements == 1


def test_a_reading_without_a_statement_is_not_published(office, publisher):
    Commitment.objects.filter(report=office.plan).update(is_retired=True)
    assert obstacles(office.plan, publisher) == {Obstacle.IS_EMPTY: 0}


def test_links_nobody_checked_want_a_tick(client, office, contributor, publisher):
    accept_all(office.review, contributor)
    taken = Link.objects.filter(outcome__report=office.review, state=Link.State.TAKEN).count()
    assert taken
    client.force_login(publisher)
    assert client.get(page_of(office.review)).context["unchecked"] == taken
    post(client, office.review)
    assert state_of(office.review) == "read"
    post(client, office.review, knows_unchecked="yes")
    assert state_of(office.review) == "published"
    assert Publication.objects.get().links == taken


def test_a_digest_is_published_like_a_report(office, contributor, publisher):
    Report.objects.filter(pk=office.plan.pk).update(is_digest=True)
    accept_all(office.plan, contributor)
    assert publish(Report.objects.get(pk=office.plan.pk), publisher)


def test_it_is_not_published_twice(ready, publisher):
    publish(ready, publisher)
    with pytest.raises(NotPublishedError):
        publish(ready, publisher)
    assert Publication.objects.count() == 1


def test_what_was_changed_since_the_page_was_opened_is_looked_at_again(client, ready, contributor, publisher):
    client.force_login(publisher)
    seen = client.get(page_of(ready)).context["seen"]
    growth = Commitment.objects.get(report=ready, indicator__code="gdp")
    decisions.correct(growth, contributor, {"value": "9.5"})
    client.post(page_of(ready), {"act": "publish", "seen": seen})
    assert state_of(ready) == "read"
    post(client, ready)
    assert state_of(ready) == "published"


# Reopening


def test_a_published_reading_is_reopened_with_a_reason(client, ready, publisher):
    publish(ready, publisher)
    client.force_login(publisher)
    post(client, ready, "reopen", note="  ")
    assert state_of(ready) == "published"
    post(client, ready, "reopen", note="漏读一项")
    assert state_of(ready) == "read"
    assert [(act.act, act.note) for act in Publication.objects.order_by("pk")] == [
        ("published", ""),
        ("reopened", "漏读一项"),
    ]
    post(client, ready)
    assert state_of(ready) == "published"


def test_what_is_not_published_is_not_reopened(ready, publisher):
    with pytest.raises(publications.ReopeningError):
        reopen(ready, publisher, "为何")


def test_the_database_wants_a_reason_to_reopen(ready, publisher):
    with pytest.raises(DatabaseError, match="taking_back_has_a_reason"), transaction.atomic():
        Publication.objects.create(
            report=ready, act="reopened", person=publisher, note=" ", text_sha256="", statements=0, links=0
        )


@pytest.mark.parametrize("act", [lambda rows: rows.update(note="别的"), lambda rows: rows.delete()])
def test_the_log_is_only_ever_added_to(ready, publisher, act):
    publish(ready, publisher)
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        act(Publication.objects.all())
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM tracker_publication")
    assert Publication.objects.count() == 1


# A published reading stands still


@pytest.fixture
def published(client, ready, office, contributor, publisher):
    accept_all(office.review, contributor)
    publish(ready, publisher)
    publish(Report.objects.get(pk=office.review.pk), publisher, knows_unchecked=True)
    client.force_login(hire_as("reviewer", "zhao"))
    for row in (office.growth, office.grew):
        row.refresh_from_db()
    return office


DOORS = {
    "decide": lambda office: (
        reverse("admin:tracker_commitment_decide", args=[office.growth.pk]),
        {"state": "rejected", "note": "", "seen": fingerprint(office.growth)},
    ),
    "correct": lambda office: (
        reverse("admin:tracker_commitment_change", args=[office.growth.pk]),
        correction(office.growth, value="9.5", note="扫描件作9.5"),
    ),
    "in bulk": lambda office: (
        reverse("admin:tracker_outcome_changelist"),
        {"action": "reject_selected", "_selected_action": [office.grew.pk]},
    ),
    "link": lambda office: (
        reverse("admin:tracker_commitment_link", args=[office.growth.pk]),
        {"outcome": office.grew.pk, "act": "refuse"},
    ),
    "confirm a link": lambda office: (
        reverse("admin:tracker_commitment_link", args=[office.growth.pk]),
        {"outcome": office.services.pk, "act": "confirm"},
    ),
    "undo a link": lambda office: (
        reverse("admin:tracker_commitment_link", args=[office.growth.pk]),
        {"outcome": office.grew.pk, "act": "undo"},
    ),
    "links in bulk": lambda office: (
        reverse("admin:tracker_link_changelist"),
        {"action": "refuse_selected", "_selected_action": [office.growth.links.get(state="taken").pk]},
    ),
}


@pytest.mark.parametrize("door", DOORS)
def test_every_door_tells_that_it_is_published_and_changes_nothing(client, published, door):
    def stored():
        return [
            *Commitment.objects.order_by("pk").values_list("value", "review_state", "verdict"),
            *Outcome.objects.order_by("pk").values_list("value", "review_state"),
            *Link.objects.order_by("pk").values_list("commitment", "outcome", "state"),
        ]

    before, entries = stored(), LogEntry.objects.count()
    address, data = DOORS[door](published)
    came_from = f"http://testserver{reverse('admin:index')}"
    response = client.post(address, data, headers={"referer": came_from})
    assert (response.status_code, response["Location"]) == (302, came_from)
    told = said(client.get(reverse("admin:index")))
    assert "样例县" in told
    assert page_of(published.plan) in told or page_of(published.review) in told
    assert stored() == before
    assert LogEntry.objects.count() == entries


def test_a_stranger_cannot_send_the_refused_elsewhere(client, published):
    address, data = DOORS["decide"](published)
    response = client.post(address, data, headers={"referer": "https://elsewhere.example/"})
    assert response["Location"] == page_of(published.plan)


def test_a_script_is_told_in_its_own_way(client, published):
    address, data = DOORS["decide"](published)
    response = client.post(address, data, headers={"accept": "application/json"})
    assert response.status_code == 409
    assert "样例县 2022" in response.json()["error"]


def test_the_page_of_a_statement_says_that_it_stands_still(client, published):
    page = client.get(reverse("admin:tracker_commitment_change", args=[published.growth.pk]))
    assert page_of(published.plan) in page.content.decode()
    assert not page.context["may_decide"]


def test_a_pledge_of_a_published_plan_is_linked_while_its_answer_is_open(office, ready, contributor, publisher):
    publish(ready, publisher)
    ledger.confirm_link(office.growth, office.grew, contributor)
    assert Link.objects.get(outcome=office.grew, state="confirmed").decided_by == contributor


def test_a_newer_reader_leaves_a_published_reading_alone(office, ready, publisher):
    publish(ready, publisher)
    Report.objects.filter(pk=ready.pk).update(reader_version="an older one")
    done = ingest(make_document(PLAN, 2022))
    assert done.recorded == register.Recorded()
    assert Report.objects.values_list("state", "reader_version").get(pk=ready.pk) == ("published", "an older one")
    reopen(ready, publisher, "有新版读取")
    ingest(make_document(PLAN, 2022))
    assert Report.objects.values_list("reader_version", flat=True).get(pk=ready.pk) != "an older one"


def test_a_new_version_of_the_text_is_to_be_published_anew(office, ready, publisher):
    publish(ready, publisher)
    newer = ingest(make_document(PLAN + "完。", 2022)).report
    assert (newer.pk != ready.pk, newer.state) == (True, "read")
    assert [(act.report_id, act.text_sha256) for act in Publication.objects.all()] == [(ready.pk, ready.text_sha256)]
    ready.refresh_from_db()
    with pytest.raises(NotPublishedError):
        publish(ready, publisher)


def test_a_text_that_is_changed_back_is_read_anew(office, ready, publisher):
    publish(ready, publisher)
    ingest(make_document(PLAN + "完。", 2022))
    back = ingest(make_document(PLAN, 2022)).report
    assert (back.pk, back.state, back.superseded_by) == (ready.pk, "read", None)


def test_an_override_by_who_decided_before_is_logged_as_that(client, office):
    both = hire_as("publisher", "both")
    client.force_login(both)
    override = reverse("admin:tracker_commitment_override", args=[office.growth.pk])
    given = {"code": "broken", "note": "另有文件", "source": "文件"}
    client.post(override, given)
    alone = LogEntry.objects.latest("pk").change_message
    decisions.decide([Commitment.objects.get(pk=office.growth.pk)], ReviewState.ACCEPTED, both)
    client.post(override, given)
    assert LogEntry.objects.latest("pk").change_message != alone


# The page


def test_the_pages_queries_do_not_grow(client, office, contributor, publisher):
    client.force_login(publisher)
    accept_all(office.review, contributor)
    with CaptureQueriesContext(connection) as few:
        client.get(page_of(office.review))
    for number in range(30):
        other = hire_as("publisher", f"other{number}")
        Outcome.objects.create(
            **{
                **{
                    field.attname: getattr(office.built, field.attname)
                    for field in Outcome._meta.concrete_fields
                    if field.attname != "id"
                },
                "subject": f"新建第{number}学校",
                "review_state": "accepted",
                "decided_by_id": other.pk,
                "decided_at": office.review.received_at,
            }
        )
    with CaptureQueriesContext(connection) as many:
        page = client.get(page_of(office.review))
    assert "other29" in page.content.decode()
    assert len(many) <= len(few) <= 30


def test_without_a_permission_nothing_is_published_or_reopened(client, ready, publisher):
    client.force_login(hire_as("reviewer"))
    page = client.get(page_of(ready))
    assert 'value="publish"' not in page.content.decode()
    assert post(client, ready).status_code == 403
    publish(ready, publisher)
    assert post(client, ready, "reopen", note="为何").status_code == 403
    assert post(client, ready, "burn").status_code == 400
    assert state_of(ready) == "published"


# Races


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(3))
def test_publishing_and_deciding_at_once_leave_one_truth(settings, tmp_path, turn):
    """Whichever comes first: a published reading holds no statement handed back after it."""
    from tests.admin.conftest import open_office

    settings.MEDIA_ROOT = tmp_path
    with transaction.atomic():
        office = open_office()
    contributor, publisher = hire_as("contributor"), hire_as("publisher")
    accept_all(office.plan, contributor)
    starting, found = threading.Barrier(2), {}

    def at_once(name, act):
        try:
            starting.wait()
            found[name] = act()
        except (NotPublishedError, register.PublishedError) as error:
            found[name] = error
        finally:
            connection.close()

    def hand_back():
        with transaction.atomic():
            ledger.hold([office.place.pk])
            row = Commitment.objects.select_for_update(of=("self",)).select_related("report").get(pk=office.growth.pk)
            return decisions.decide([row], ReviewState.PROPOSED, contributor)

    threads = [
        threading.Thread(target=at_once, args=("publish", lambda: publish(office.plan, publisher))),
        threading.Thread(target=at_once, args=("decide", hand_back)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    is_published = state_of(office.plan) == "published"
    is_proposed = Commitment.objects.get(pk=office.growth.pk).review_state == "proposed"
    assert is_published != is_proposed
    assert isinstance(found["decide" if is_published else "publish"], Exception)


@pytest.mark.django_db(transaction=True)
def test_two_publishers_at_once_publish_once(settings, tmp_path):
    from tests.admin.conftest import open_office

    settings.MEDIA_ROOT = tmp_path
    with transaction.atomic():
        office = open_office()
    accept_all(office.plan, hire_as("contributor"))
    people = [hire_as("publisher", name) for name in ("wang", "zhou")]
    starting, refused = threading.Barrier(2), []

    def at_once(user):
        try:
            starting.wait()
            publish(office.plan, user)
        except NotPublishedError as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=at_once, args=(user,)) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (Publication.objects.count(), len(refused)) == (1, 1)
