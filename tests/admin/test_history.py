"""Who changed what and when: through the models, the admin, plain SQL and a task; told in both languages."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import Error, connection, transaction
from django.urls import reverse
from django.utils import timezone, translation
from selectolax.lexbor import LexborHTMLParser

from reports.words import ReviewState
from tests.admin.conftest import hire
from tests.characters import make_document
from tests.county import PLAN
from tracker import acting, jobs, ledger, register
from tracker.admin import decisions
from tracker.admin.history.pages import LINES
from tracker.celery import app
from tracker.ingest import ingest
from tracker.models import Change, Commitment, Indicator, Job, Link


def last(row=None, **narrowed):
    if row is not None:
        narrowed |= {"kind": row._meta.label_lower, "object": row.pk}
    return Change.objects.filter(**narrowed).order_by("-pk").first()


def sql(statement, *params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def accept(row, user):
    register.decide(row, ReviewState.ACCEPTED, user)
    return row


#: A row of each model that is noted, and a column and value to change in it.
ROWS = {
    "jurisdiction": lambda office, user: (office.place, "english", "Other County"),
    "report": lambda office, user: (office.plan, "title", "另一标题"),
    "indicator": lambda office, user: (Indicator.objects.get(code="gdp"), "english", "Output"),
    "commitment": lambda office, user: (accept(office.growth, user), "value", "7"),
    "outcome": lambda office, user: (accept(office.grew, user), "value", "7"),
    "link": lambda office, user: (office.growth.links.first(), "reason", "year"),
    "user": lambda office, user: (user, "email", "someone@office.example"),
    "group": lambda office, user: (Group.objects.create(name="sample readers"), "name", "sample writers"),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_change_through_a_model_is_noted_before_and_after(office, name):
    row, column, value = ROWS[name](office, hire("li"))
    before = getattr(row, column)
    setattr(row, column, value)
    row.save()
    change = last(row)
    assert (change.act, change.fields[column]) == ("update", [before, value])
    assert (change.context, change.role) == (None, connection.settings_dict["USER"])


@pytest.mark.parametrize("name", ROWS)
def test_a_change_by_plain_sql_is_noted_with_the_role_that_made_it(office, name):
    row, column, value = ROWS[name](office, hire("li"))
    before = getattr(row, column)
    sql(f"UPDATE {row._meta.db_table} SET {column} = %s WHERE id = %s", value, row.pk)  # noqa: S608
    change = last(row)
    assert (change.act, change.fields, change.context) == ("update", {column: [before, value]}, None)


@pytest.mark.parametrize("name", ROWS)
def test_a_change_that_changes_nothing_is_not_noted(office, name):
    row, column, _value = ROWS[name](office, hire("li"))
    noted = Change.objects.count()
    row.save()
    sql(f"UPDATE {row._meta.db_table} SET {column} = {column}")  # noqa: S608
    assert Change.objects.count() == noted


def test_every_watched_row_is_noted_when_it_comes(office):
    user = hire("li", "view_link")
    assert last(office.place).fields["code"] == "990101"
    assert "text" not in last(office.plan, act="insert").fields
    assert last(office.growth.links.first()).act == "insert"
    assert last(user, part="permissions").fields == {"permission_id": Permission.objects.get(codename="view_link").pk}
    assert last(user, part="", act="insert").fields["username"] == "li"


@pytest.mark.parametrize(
    ("kind", "model"), [("tracker.link", Link), ("tracker.indicator", Indicator), ("auth.group", Group)]
)
def test_a_row_that_goes_is_noted_whole_by_model_and_by_sql(office, kind, model):
    for name in ("one", "two"):
        Group.objects.create(name=name)
        Indicator.objects.create(code=name, name=name, english=name, direction="higher", dimension="money", topic="x")
    gone = model.objects.order_by("-pk").first()
    key = gone.pk
    gone.delete()
    assert last(kind=kind).object == key
    assert last(kind=kind).act == "delete"
    gone = model.objects.order_by("-pk").first()
    sql(f"DELETE FROM {model._meta.db_table} WHERE id = %s", gone.pk)  # noqa: S608
    assert (last(kind=kind).object, last(kind=kind).act) == (gone.pk, "delete")
    assert last(kind=kind).fields


def test_statements_that_go_are_noted(office):
    sql("DELETE FROM tracker_link")
    sql("INSERT INTO tracker_outcome SELECT (o).* FROM (SELECT o FROM tracker_outcome o LIMIT 0) AS none")
    sql("DELETE FROM tracker_outcome WHERE id = %s", office.services.pk)
    change = last(kind="tracker.outcome", act="delete")
    assert (change.object, change.fields["quote"]) == (office.services.pk, office.services.quote)
    assert change.place_id == office.place.pk


def test_a_password_is_noted_without_its_hash(db):
    user = User.objects.create_user("li", password="an old password")
    user.set_password("a new password")
    user.save()
    assert last(user).fields == {"password": [None, None]}
    assert "password" not in last(user, act="insert").fields
    assert not any("pbkdf2" in str(fields) for fields in Change.objects.values_list("fields", flat=True))


def test_groups_of_a_person_are_noted_as_changes_of_the_person(db):
    user, group = User.objects.create_user("li"), Group.objects.create(name="sample readers")
    user.groups.add(group)
    user.groups.clear()
    noted = Change.objects.filter(kind="auth.user", object=user.pk, part="groups").order_by("pk")
    assert [(each.act, each.fields) for each in noted] == [
        ("insert", {"group_id": group.pk}),
        ("delete", {"group_id": group.pk}),
    ]


def test_a_row_that_sql_gives_another_key_is_noted_under_both(db):
    group = Group.objects.create(name="sample readers")
    sql("UPDATE auth_group SET id = id + 1000 WHERE id = %s", group.pk)
    assert last(kind="auth.group", object=group.pk).fields["name"] == ["sample readers", None]
    assert last(kind="auth.group", object=group.pk + 1000).fields["name"] == [None, "sample readers"]


def test_nobody_rewrites_history(db):
    Group.objects.create(name="sample readers")
    for statement in ("UPDATE tracker_change SET role = 'x'", "DELETE FROM tracker_change"):
        with pytest.raises(Error, match="Cannot update or delete rows"), transaction.atomic():
            sql(statement)


def test_history_outlives_the_person_and_the_place(db):
    user = User.objects.create_user("li")
    key = user.pk
    user.delete()
    assert last(kind="auth.user", object=key, act="insert") is not None


def test_what_the_machine_reads_is_not_noted_but_what_people_decided_is(county):
    assert not Change.objects.filter(kind__in=("tracker.commitment", "tracker.outcome", "tracker.link")).exists()
    pledge = Commitment.objects.filter(subject="新增就业").first() or Commitment.objects.first()
    decisions.decide([pledge], ReviewState.ACCEPTED, hire("li"))
    noted = Change.objects.filter(kind="tracker.commitment").count()
    assert noted
    ingest(make_document(PLAN + "另建成书屋5个。", 2022))
    later = Change.objects.filter(kind__in=("tracker.commitment", "tracker.outcome", "tracker.link")).order_by("pk")
    assert {change.object for change in later if change.kind == "tracker.commitment"} == {pledge.pk}


def test_the_machine_is_at_work_only_within_its_own_block(office):
    with transaction.atomic():
        with acting.machine():
            Link.objects.filter(state="taken").update(reason="x")
        assert last(kind="tracker.link").act == "insert"
        Link.objects.filter(state="taken").update(reason="y")
        assert last(kind="tracker.link").act == "update"


def test_plain_sql_that_touches_a_machine_row_is_noted(county):
    pledge = Commitment.objects.filter(review_state="proposed").first()
    sql("UPDATE tracker_commitment SET subject = '改过' WHERE id = %s", pledge.pk)
    assert last(pledge).fields == {"subject": [pledge.subject, "改过"]}


def test_a_decision_in_the_admin_is_noted_with_person_and_address(client, office, reviewer):
    client.force_login(reviewer)
    address = reverse("admin:tracker_commitment_decide", args=[office.growth.pk])
    client.post(address, {"state": "accepted", "seen": decisions.fingerprint(office.growth)})
    change = last(office.growth, act="update", person=reviewer.pk)
    assert change.fields["review_state"] == ["proposed", "accepted"]
    assert change.context["name"] == "reviewer"
    assert change.context["address"] == address


@pytest.mark.django_db(transaction=True)
def test_a_task_is_noted_with_the_person_of_its_job(office):
    person = hire("li")
    job = jobs.ask(Job.Kind.REPORT, "一份", person, {}, lambda pk: None)

    @app.task
    def rename(pk):
        jobs.begin(pk)
        Indicator.objects.filter(code="gdp").update(english="Output")

    rename.apply(args=[job.pk])
    change = last(kind="tracker.indicator")
    assert (change.person_id, change.context["job"], change.context["name"]) == (person.pk, job.pk, "li")


@pytest.mark.django_db(transaction=True)
def test_a_command_is_noted_by_its_name_and_then_no_more(office):
    with acting.command("load_fixtures"):
        Indicator.objects.filter(code="gdp").update(english="Output")
    assert last(kind="tracker.indicator").context == {"command": "load_fixtures"}
    Indicator.objects.filter(code="gdp").update(english="Product")
    assert last(kind="tracker.indicator").context is None


# The pages


def page_of(response):
    assert response.status_code == 200
    return LexborHTMLParser(response.content)


def words(node):
    return " ".join(node.text(separator=" ").split())


def open_history(client, row, language="zh-hans", after=""):
    with translation.override(language):
        name = f"admin:{row._meta.app_label}_{row._meta.model_name}_history"
        return page_of(client.get(reverse(name, args=[row.pk]) + after))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh-hans", ["复核状态", "机器提出", "人工确认", "reviewer", "指标", "地区生产总值"]),
        ("en", ["Review state", "Accepted", "Decided by", "reviewer"]),
    ],
)
def test_an_objects_history_reads_in_words(client, office, reviewer, viewer, language, said):
    with transaction.atomic():
        sql("UPDATE tracker_commitment SET indicator_id = NULL WHERE id = %s", office.growth.pk)
    client.force_login(reviewer)
    office.growth.refresh_from_db()
    address = reverse("admin:tracker_commitment_decide", args=[office.growth.pk])
    client.post(address, {"state": "accepted", "seen": decisions.fingerprint(office.growth)})
    client.force_login(viewer)
    page = open_history(client, office.growth, language)
    lines = page.css(".history-line")
    told = words(page.css_first(".history-lines"))
    for word in said:
        assert word in told, word
    times = [line.css_first("time").attributes["datetime"] for line in lines]
    assert times == sorted(times, reverse=True)
    assert "accepted" not in told
    assert str(office.growth.report_id) not in [words(cell) for cell in page.css("td")]


@pytest.mark.parametrize(
    ("language", "said"), [("zh-hans", "直接在数据库中操作（角色"), ("en", "directly in the database, as")]
)
def test_what_sql_did_says_so(client, office, viewer, language, said):
    sql("UPDATE reports_jurisdiction SET english = 'Other' WHERE id = %s", office.place.pk)
    client.force_login(viewer)
    line = open_history(client, office.place, language).css_first(".history-line")
    assert said in words(line)
    assert (words(line.css_first("del")), words(line.css_first("ins"))) == ("Sample County", "Other")


def test_a_long_quote_is_shortened(client, office, viewer):
    sql("UPDATE reports_report SET source = %s WHERE id = %s", "长" * 300, office.plan.pk)
    client.force_login(viewer)
    assert len(words(open_history(client, office.plan).css_first("ins"))) == 120


def test_the_admins_own_notes_stand_among_the_changes(client, office, admin_client, admin_user):
    indicator = Indicator.objects.get(code="gdp")
    from django.contrib.admin.models import LogEntry

    LogEntry.objects.log_actions(admin_user.pk, [indicator], 2, change_message="看过原文", single_object=True)
    page = open_history(admin_client, indicator)
    assert words(page.css_first(".history-note")) == "看过原文"


def test_an_objects_history_costs_the_same_with_many_changes(
    client, office, viewer, django_assert_max_num_queries, django_assert_num_queries
):
    client.force_login(viewer)
    open_history(client, office.place)
    with django_assert_max_num_queries(20) as few:
        open_history(client, office.place)
    for number in range(30):
        sql("UPDATE reports_jurisdiction SET english = %s WHERE id = %s", f"N{number}", office.place.pk)
    with django_assert_num_queries(len(few)):
        open_history(client, office.place)


def test_a_long_history_goes_on_on_the_next_page_and_misses_nothing(client, office, viewer):
    for number in range(LINES + 10):
        sql("UPDATE reports_jurisdiction SET english = %s WHERE id = %s", f"N{number}", office.place.pk)
    client.force_login(viewer)
    first = open_history(client, office.place)
    older = first.css_first(".history-older a").attributes["href"]
    second = open_history(client, office.place, after=older)
    shown = [words(node) for page in (first, second) for node in page.css("ins") if words(node).startswith("N")]
    assert shown == [f"N{number}" for number in reversed(range(LINES + 10))]
    assert second.css_first(".history-older a") is None


@pytest.mark.parametrize("name", ["jurisdiction", "commitment"])
def test_who_may_not_see_an_object_may_not_see_its_history(client, office, name):
    row = {"jurisdiction": office.place, "commitment": office.growth}[name]
    client.force_login(hire("li", "view_report"))
    address = reverse(f"admin:{row._meta.app_label}_{name}_history", args=[row.pk])
    assert client.get(address).status_code == 403


def test_a_history_of_nothing_is_no_fault(client, office, admin_client):
    for address in ("no_app/no_model/1", "tracker/tally/1"):
        assert admin_client.get(f"/zh-hans/admin/{address}/history/").status_code == 404
    assert admin_client.get(reverse("admin:tracker_commitment_history", args=[10**9])).status_code == 302
    assert admin_client.get(reverse("admin:tracker_commitment_history", args=["x"])).status_code == 302
    page = reverse("admin:tracker_commitment_history", args=[office.growth.pk])
    for before in ("x", "2024-13-45T00:00:00", "2024-01-01"):
        assert admin_client.get(page, {"before": before}).status_code == 200


def list_of(client, **asked):
    return page_of(client.get(reverse("admin:tracker_change_changelist"), asked))


@pytest.fixture
def auditor(db):
    return hire("auditor", "view_change")


def test_the_whole_history_is_narrowed_by_person_kind_place_and_day(client, office, reviewer, auditor):
    client.force_login(reviewer)
    address = reverse("admin:tracker_commitment_decide", args=[office.growth.pk])
    client.post(address, {"state": "accepted", "seen": decisions.fingerprint(office.growth)})
    client.force_login(auditor)
    today = timezone.localdate().isoformat()
    everything = len(list_of(client).css(".history-line"))
    by_person = list_of(client, person="Reviewer").css(".history-head strong")
    assert {words(node) for node in by_person} == {"reviewer"}
    kinds = {words(node) for node in list_of(client, kind="reports.jurisdiction").css(".history-kind")}
    assert kinds == {"行政区划"} or len(kinds) == 1
    in_place = len(list_of(client, place="样例县").css(".history-line"))
    assert 0 < in_place < everything
    assert len(list_of(client, place="990101").css(".history-line")) == in_place
    assert len(list_of(client, since=today, until=today).css(".history-line")) == everything
    assert list_of(client, until="2020-01-01").css_first(".history-line") is None
    assert list_of(client, since="not a day", kind="nothing").css_first(".errorlist") is not None


def test_the_whole_history_is_read_with_leave_only(client, office, viewer, auditor):
    client.force_login(viewer)
    assert client.get(reverse("admin:tracker_change_changelist")).status_code == 403
    client.force_login(auditor)
    assert client.get(reverse("admin:tracker_change_changelist")).status_code == 200
    assert "tracker/change/" in client.get(reverse("admin:index")).content.decode()


def test_the_whole_history_costs_the_same_on_every_page(client, office, auditor, django_assert_num_queries):
    client.force_login(auditor)
    list_of(client)
    for number in range(LINES * 2):
        sql("UPDATE reports_jurisdiction SET english = %s WHERE id = %s", f"N{number}", office.place.pk)
    with django_assert_num_queries(6):
        first = list_of(client)
    older = first.css_first(".history-older a").attributes["href"]
    with django_assert_num_queries(6):
        second = page_of(client.get(reverse("admin:tracker_change_changelist") + older))
    assert len(second.css(".history-line")) == LINES


def test_what_is_gone_is_named_by_what_it_was(client, office, auditor):
    sql("DELETE FROM tracker_link")
    sql("DELETE FROM tracker_outcome WHERE id = %s", office.services.pk)
    client.force_login(auditor)
    line = list_of(client, kind="tracker.outcome").css_first(".history-line")
    assert "第三产业 7%" in words(line)
    assert line.css_first(".history-object a") is None


def test_ledger_decisions_are_noted(office, reviewer):
    ledger.refuse_link(office.growth, office.grew, reviewer)
    change = last(Link.objects.get(commitment=office.growth, outcome=office.grew))
    assert change.fields["state"] == ["taken", "refused"]
    assert change.place_id == office.place.pk


def test_a_list_of_words_is_told_one_after_another(admin_client, db):
    row = Indicator.objects.create(
        code="trees", name="植树", english="Trees planted", aliases=["造林", "绿化"], direction="higher",
        dimension="count", topic="other",
    )  # fmt: skip
    page = admin_client.get(reverse("admin:tracker_change_changelist"))
    assert "造林" in page.content.decode()
    row.aliases = ["造林"]
    row.save()
    assert admin_client.get(f"{reverse('admin:index')}tracker/indicator/{row.pk}/history/").status_code == 200
