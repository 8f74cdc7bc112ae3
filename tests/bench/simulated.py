"""Simulated commitments, a million and more: twenty invented reports, read and judged, then copied from place to place.

Every row says what it is: places are called 模拟 (simulated), and so does the title and the first line of each text. A
copy's text differs from the first place's in the number of its place alone, which has a fixed width, so all offsets
hold.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection, models, transaction

from reports.intake import Document
from reports.models import Jurisdiction, Report
from tracker import fixtures
from tracker.ingest import ingest
from tracker.models import Commitment, Job, Link, Outcome, Verdict

LAST_YEAR = 2026
YEARS = 20
#: Pledges a report; with YEARS and 200 places they make the million.
PLEDGES = 250
#: Further apart than any key of the first place's rows, so that a copy's key is the row's plus so much a place.
STRIDE = 1_000_000
PEOPLE = 5

_NAMES = "红枫青松白杨翠竹金桂银杏紫薇丹霞碧波清泉云台石桥柳湾沙洲月湖星河晨光晚照东岭西坪南浦北川"
_NOUNS = (
    "停车场", "公园", "小学", "幼儿园", "卫生院", "农贸市场", "泵站", "污水处理厂", "公交站", "充电桩", "图书室",
    "养老院", "文化广场", "垃圾站", "水厂", "变电站", "灌区", "果园", "茶园", "车间", "冷库", "桥梁", "水库", "健身房",
)  # fmt: skip
_VERBS = ("新建", "改造", "扩建", "修建", "建成")


def fill(places: int) -> None:
    """Write the simulated places and all that is known of them; ``places`` × YEARS × PLEDGES commitments.

    Needs a migrated, empty database. The index over the words is made after the rows.
    """
    indexes = [(model, index) for model in (Commitment, Outcome) for index in word_indexes(model)]
    with connection.schema_editor() as editor:
        for model, index in indexes:
            editor.remove_index(model, index)
    write(places)
    with connection.schema_editor() as editor:
        editor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        for model, index in indexes:
            editor.add_index(model, index)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def write(places: int, years: int = YEARS, pledges: int = PLEDGES) -> None:
    """Write the rows alone, with every index as it stands; three places are needed to have one of each kind.

    Needs a role that may switch triggers off: they would each look up what holds by construction, and take an hour.
    """
    fixtures.load()
    people = [get_user_model().objects.create_user(f"simulated-{n}", is_staff=True) for n in range(1, PEOPLE + 1)]
    for document in _documents(_place(1), years, pledges):
        ingest(document)
    for number in range(2, places + 1):
        _copy(number, _place(number), people[0].pk)
    _tell_what_was_done(people)
    _ask_for_work(people)
    with connection.cursor() as cursor:
        # As it would be a minute later: without a word on how many rows there are, plans are made for none.
        cursor.execute("ANALYZE")


def word_indexes(model: type[models.Model]) -> list[models.Index]:
    return [index for index in model._meta.indexes if index.name.endswith("_words")]


def _place(number: int) -> Jurisdiction:
    return Jurisdiction.objects.create(
        code=f"98{number:04}", name=f"模拟{number:04}县", pinyin=f"moni{number:04} xian",
        english=f"Simulated {number:04}", level="county", revision="simulated",
    )  # fmt: skip


def _documents(place: Jurisdiction, years: int, pledges: int) -> Iterator[Document]:
    chance = random.Random(5)
    promised: list[tuple[str, int, str]] = []
    for year in range(LAST_YEAR - years + 1, LAST_YEAR + 1):
        told = "".join(f"{verb}{what}{max(1, count - chance.randrange(3))}个。\n" for verb, count, what in promised)
        promised = [
            (chance.choice(_VERBS), chance.randrange(2, 90), _named(chance, chance.choice(_NOUNS)))
            for _ in range(pledges)
        ]
        plans = "".join(f"{verb}{what}{count}个。\n" for verb, count, what in promised)
        text = (
            f"模拟{1:04}县政府工作报告（本文系模拟，并非真实报告）\n"
            f"一、{year - 1}年工作回顾\n{told}二、{year}年工作安排\n{plans}"
        )
        yield Document(
            place.code, year, text.encode(), ".txt", text, title=f"模拟报告{year}", source="simulated for measuring"
        )


def _named(chance: random.Random, noun: str) -> str:
    return "".join(chance.choices(_NAMES, k=2)) + noun


def _copy(number: int, place: Jurisdiction, person: int) -> None:
    """The first place's reports and all that hangs on them once more, for the place."""
    shift = (number - 1) * STRIDE
    is_published = number % 2 == 0
    values: dict[str, Any] = {
        "shift": shift, "place": place.pk, "person": person, "people": PEOPLE, "mark": f"模拟{number:04}县",
        "published": is_published, "read_through": number % 20 == 3, "last": LAST_YEAR,
    }  # fmt: skip
    text = "replace(t.text, '模拟0001县', %(mark)s)"
    is_old = "r.plan_year < %(last)s - 1"
    decided = f"(%(published)s AND {is_old} OR %(read_through)s AND r.plan_year = %(last)s)"
    statement = {
        "report_id": "t.report_id + %(shift)s",
        "jurisdiction_id": "%(place)s",
        "review_state": f"CASE WHEN {decided} THEN 'accepted' ELSE 'proposed' END",
        "decided_by_id": f"CASE WHEN {decided} THEN %(person)s + t.id %% %(people)s END",
        "decided_at": f"CASE WHEN {decided} THEN now() - (t.id * 7919 %% 1000) * interval '1 day' END",
    }
    of_report = "JOIN reports_report r ON r.id = t.report_id"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        copies: tuple[tuple[type[models.Model], dict[str, str], str], ...] = (
            (
                Report,
                {
                    "jurisdiction_id": "%(place)s",
                    "text": text,
                    "text_sha256": f"encode(sha256(convert_to({text}, 'UTF8')), 'hex')",
                    "state": "CASE WHEN %(published)s AND t.plan_year < %(last)s - 1 THEN 'published' ELSE 'read' END",
                },
                "",
            ),
            (Outcome, statement, of_report),
            (Commitment, {**statement, "verdict_id": "t.verdict_id + %(shift)s"}, of_report),
            (
                Link,
                {"commitment_id": "t.commitment_id + %(shift)s", "outcome_id": "t.outcome_id + %(shift)s"},
                "",
            ),
            (
                Verdict,
                {
                    "jurisdiction_id": "%(place)s",
                    "commitment_id": "t.commitment_id + %(shift)s",
                    "outcome_id": "t.outcome_id + %(shift)s",
                },
                "",
            ),
        )
        for model, changed, join in copies:
            only = "AND (t.state = 'taken' OR t.id %% 8 = 0)" if model is Link else ""
            statement_ = _copying(model, {"id": "t.id + %(shift)s", **changed}, join, only)
            cursor.execute(statement_, values)
        cursor.execute("SET LOCAL session_replication_role = origin")


def _copying(model: type[models.Model], changed: dict[str, str], join: str, only: str) -> str:
    """The statement that copies the first place's rows of a table, but for the columns that are changed."""
    names = [field.column for field in model._meta.concrete_fields]
    columns = ", ".join(f'"{name}"' for name in names)
    taken = ", ".join(changed.get(name, f't."{name}"') for name in names)
    # Names are the models' own, expressions this module's; values travel as parameters.
    return (
        f"INSERT INTO {model._meta.db_table} ({columns}) SELECT {taken} FROM {model._meta.db_table} t {join}"  # noqa: S608
        f" WHERE t.id < {STRIDE} {only}"
    )


def _tell_what_was_done(people: list[Any]) -> None:
    """A line of history for every decided statement, the acts of the desk where it was used, and the public log."""
    with connection.cursor() as cursor:
        for model in (Commitment, Outcome):
            cursor.execute(
                "INSERT INTO tracker_change (at, act, kind, object, part, place_id, person_id, fields, context, role)"  # noqa: S608
                " SELECT t.decided_at, 'update', %s, t.id, '', t.jurisdiction_id, t.decided_by_id,"
                """ '{"review_state": ["proposed", "accepted"]}', jsonb_build_object('user', t.decided_by_id,"""
                " 'name', 'simulated', 'address', '/admin/'), session_user"
                f" FROM {model._meta.db_table} t WHERE t.decided_at IS NOT NULL ORDER BY t.decided_at",
                [model._meta.label_lower],
            )
        cursor.execute(
            "INSERT INTO tracker_act (report_id, person_id, kind, at, before, after, is_settled)"
            " SELECT t.report_id, t.decided_by_id, 'accepted', t.decided_at, '{}',"
            " jsonb_build_object('c' || t.id, '{}'::jsonb), true FROM tracker_commitment t"
            " JOIN reports_report r ON r.id = t.report_id WHERE r.state = 'read' AND t.decided_at IS NOT NULL"
        )
        cursor.execute(
            "INSERT INTO tracker_publication (report_id, act, person_id, at, note, text_sha256, statements, links)"
            " SELECT id, 'published', %s, now(), '', text_sha256, 250, 200 FROM reports_report"
            " WHERE state = 'published'",
            [people[0].pk],
        )


def _ask_for_work(people: list[Any]) -> None:
    """Jobs in every state, of everybody."""
    Job.objects.bulk_create(
        Job(
            kind=Job.Kind.REPORT,
            label=f"模拟任务{n}",
            person=people[n % PEOPLE],
            state=state,
            problem={"code": "empty"} if state == Job.State.FAILED else None,
        )
        for n, state in enumerate(list(Job.State) * 250)
    )
