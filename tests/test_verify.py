"""`manage.py verify`: an untouched database has no fault, and each kind of tampering is named with its place.

A superuser who takes the triggers off can write anything; that is whom these tests play.
"""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from reports.words import ReviewState
from reports.words import Verdict as Word
from tests.characters import COUNTY, make_document
from tests.county import PLAN, ingest_many, ingest_odd_pair
from tracker import ledger, register
from tracker.ingest import ingest
from tracker.judging import chain
from tracker.models import Commitment, Finding, Link, Outcome, Verdict
from tracker.verifying import Checked, faults, governments

GUARDED = ("tracker_verdict", "tracker_link", "tracker_commitment", "tracker_outcome", "reports_report")


@pytest.fixture
def county(county):
    ingest_many(1)
    ingest_odd_pair()
    return county


def of(indicator="gdp", year=2022):
    return Commitment.objects.select_related("verdict").get(
        indicator__code=indicator, year=year, jurisdiction__code=COUNTY, is_retired=False
    )


def verify(capsys, *arguments):
    """The exit code, the lines of faults, and the summary."""
    try:
        call_command("verify", *arguments)
    except CommandError as error:
        return error.returncode, capsys.readouterr().out.splitlines(), str(error)
    *lines, summary = capsys.readouterr().out.splitlines()
    return 0, lines, summary


def tamper(*statements, **said):
    """Run SQL as a superuser with every trigger off, the foreign keys' own included."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        for statement in statements:
            cursor.execute(statement, said)
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")


def test_it_works(county, capsys):
    code, lines, summary = verify(capsys)
    assert (code, lines) == (0, [])
    assert summary.startswith(f"no fault in 2 governments, {Verdict.objects.count()} verdicts")


def test_it_finds_no_fault_in_what_people_did(county, capsys, reviewer):
    gdp = of()
    ledger.refuse_link(gdp, gdp.verdict.outcome, reviewer)
    ledger.undo_link(gdp, gdp.verdict.outcome)
    ledger.override(gdp, Word.BROKEN, reviewer, "口径已变", "统计公报")
    ingest(make_document(PLAN.replace("样例县人民政府", "样例县人民政府（印）", 1), 2022))
    register.correct(of("new_urban_jobs"), reviewer, {"value": "2600", "subject": "新增就业"})
    register.decide(gdp, ReviewState.REJECTED, reviewer)
    ledger.rejudge(county.pk, [2022])
    ledger.withdraw_override(gdp)
    ingest(make_document(PLAN, 2022))
    assert verify(capsys)[:2] == (0, [])


def test_one_government_can_be_looked_at_alone(county, capsys):
    assert verify(capsys, "--jurisdiction", COUNTY)[2].startswith("no fault in 1 governments")
    assert verify(capsys, "--jurisdiction", "123456")[2] == "no report and no verdict is stored of 123456"


def test_the_queries_do_not_grow_with_the_verdicts(county, django_assert_num_queries):
    for place in governments():
        with django_assert_num_queries(13):
            assert not list(faults(place, Checked()))


CHANGED = [
    ("code = 'broken'", ["hash is not that", "it says broken, the rule about says kept"]),
    ("note = '改过'", ["hash is not that"]),
    ("source = '改过'", ["hash is not that"]),
    ("flags = '[\"late\"]'", ["hash is not that"]),
    ("cause = 'rejudged'", ["hash is not that"]),
    ("reason = 'x'", ["hash is not that"]),
    ("decided_at = decided_at + interval '1 microsecond'", ["hash is not that"]),
    ("rule_version = 2", ["hash is not that", "of another rule, or of another version"]),
    ("rule = 'floor'", ["hash is not that", "of another rule"]),
    ("derivation = jsonb_set(derivation, '{compared,actual}', '\"6.1\"')", ["hash is not that", "the rule about says"]),
    ("derivation = derivation - 'compared'", ["hash is not that", "cannot be applied to its derivation"]),
    ("derivation = jsonb_set(derivation, '{late}', '0.5')", ["cannot be hashed"]),
    (
        "pledge_as_judged = jsonb_set(pledge_as_judged, '{start}', '1')",
        ["hash is not that", "does not stand where the pledge it judged stood"],
    ),
    ("outcome_as_judged = jsonb_set(outcome_as_judged, '{end}', '1')", ["hash is not that", "does not stand where"]),
    ("outcome_id = NULL", ["its outcome does not stand where"]),
    ("was = 'broken'", ["it says that it corrects broken, its history that it corrects none"]),
    ("hash = repeat('a', 64)", ["hash is not that", "what it names as the hash before it"]),
    ("previous = repeat('a', 64)", ["hash is not that", "what it names as the hash before it"]),
    ("sequence = 9", ["hash is not that", "so some are missing"]),
    (
        "commitment_id = (SELECT max(id) FROM tracker_commitment WHERE jurisdiction_id = v.jurisdiction_id)",
        ["does not stand where the pledge it judged stood", "whose newest is another"],
    ),
]


@pytest.mark.parametrize(("change", "told"), CHANGED, ids=lambda case: case if isinstance(case, str) else "")
def test_a_changed_verdict_is_named(county, capsys, change, told):
    gdp = of().verdict
    tamper(f"UPDATE tracker_verdict v SET {change} WHERE id = %(pk)s", pk=gdp.pk)  # noqa: S608
    code, lines, summary = verify(capsys)
    assert code == 1
    assert summary.startswith(f"{len(lines)} faults in 2 governments")
    for words in told:
        found = [line for line in lines if words in line]
        assert found, (words, lines)
        assert found[0].startswith(f"{COUNTY} ")
    assert any(line.startswith(f"{COUNTY} verdict {gdp.position}, sequence") for line in lines)


def test_a_verdict_forged_with_its_hash_breaks_the_chain_behind_it(county, capsys):
    forged = of("gdp").verdict
    forged.code = "broken"
    forged.derivation["compared"]["actual"] = "1"
    new = chain.hash_of(forged.stated(COUNTY))
    tamper(
        "UPDATE tracker_verdict SET code = 'broken', derivation = %(derivation)s, hash = %(hash)s WHERE id = %(pk)s",
        derivation=json.dumps(forged.derivation),
        hash=new,
        pk=forged.pk,
    )
    code, (line,), _summary = verify(capsys)
    assert code == 1
    assert line.startswith(f"{COUNTY} verdict {forged.position + 1}, ")
    assert line.endswith(f"is not that of verdict {forged.position}")


def test_a_removed_verdict_leaves_a_gap(county, capsys):
    first = of().verdicts.get(sequence=1)
    tamper("DELETE FROM tracker_verdict WHERE id = %(pk)s", pk=first.pk)
    code, lines, _summary = verify(capsys)
    assert code == 1
    gap = f"it follows verdict {first.position - 1}: what stood between is missing"
    assert any(line.startswith(f"{COUNTY} verdict {first.position + 1}, ") and line.endswith(gap) for line in lines)
    assert any("has 1 verdicts, so some are missing" in line for line in lines)


def test_two_verdicts_that_changed_places_are_named(county, capsys):
    one, other = of().verdict, of("new_urban_jobs").verdict
    tamper(
        "UPDATE tracker_verdict SET position = 100000 WHERE id = %(one)s",
        "UPDATE tracker_verdict SET position = %(to_other)s WHERE id = %(other)s",
        "UPDATE tracker_verdict SET position = %(to_one)s WHERE id = %(one)s",
        one=one.pk, other=other.pk, to_one=other.position, to_other=one.position,
    )  # fmt: skip
    _code, lines, _summary = verify(capsys)
    for position in (one.position, other.position):
        assert any(line.startswith(f"{COUNTY} verdict {position}, ") for line in lines)


@pytest.mark.parametrize(
    "pointed", ["(SELECT id FROM tracker_verdict WHERE commitment_id = c.id AND sequence = 1)", "NULL"]
)
def test_a_current_verdict_that_is_not_the_newest_is_named(county, capsys, pointed):
    gdp = of()
    tamper(f"UPDATE tracker_commitment c SET verdict_id = {pointed} WHERE id = %(pk)s", pk=gdp.pk)  # noqa: S608
    code, (line, *_others), _summary = verify(capsys)
    assert code == 1
    assert f"whose newest is another: verdict {gdp.verdict.position}, sequence 2" in line


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE tracker_link SET state = 'candidate' WHERE id = %(pk)s", "leads to none"),
        ("DELETE FROM tracker_link WHERE id = %(pk)s", "leads to none"),
        ("UPDATE tracker_link SET outcome_id = %(other)s WHERE id = %(pk)s", "leads to outcome"),
    ],
)
def test_a_changed_link_is_named(county, capsys, change, told):
    gdp = of()
    other = Outcome.objects.filter(jurisdiction=gdp.jurisdiction).exclude(pk=gdp.verdict.outcome_id).first()
    gdp.links.exclude(state=Link.State.TAKEN).delete()
    tamper(change, pk=gdp.links.get().pk, other=other.pk)
    code, (line,), _ = verify(capsys)
    assert code == 1
    assert f"it rests on outcome {gdp.verdict.outcome_id}" in line
    assert told in line


@pytest.mark.parametrize("model", [Commitment, Outcome])
def test_a_changed_quote_is_named(county, capsys, model):
    row = model.objects.filter(jurisdiction=county).first()
    tamper(f"UPDATE {model._meta.db_table} SET quote = quote || '。' WHERE id = %(pk)s", pk=row.pk)  # noqa: S608
    code, lines, _summary = verify(capsys)
    told = f"the quote of {model._meta.model_name} {row.pk} is not the text at {row.start}–{row.end}"
    assert (code, lines) == (1, [f"{COUNTY} report {row.report.plan_year} v1: {told}"])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            "figures = jsonb_set(figures, '{0,printed}', '\"99.9\"')",
            "the figure 99.9 of finding {pk} is not the text at",
        ),
        ("figures = jsonb_set(figures, '{0,text}', '0')", "of finding {pk} is not the text at"),
        ("figures = figures #- '{0,role}'", "finding {pk} cannot be computed and told again"),
        ("figures = '[]'", "finding {pk} cannot be computed and told again"),
        ("computation = jsonb_set(computation, '{operands,0,1}', '\"7\"')", "finding {pk} does not follow from its"),
        ("computation = computation - 'operation'", "finding {pk} cannot be computed and told again"),
    ],
)
def test_a_changed_finding_is_named(county, capsys, change, told):
    row = Finding.objects.get(kind="growth")
    tamper(f"UPDATE tracker_finding SET {change} WHERE id = %(pk)s", pk=row.pk)  # noqa: S608
    code, (line, *_more), _summary = verify(capsys)
    assert code == 1
    assert line.startswith(f"{COUNTY} report 202")
    assert told.format(pk=row.pk) in line


def test_a_finding_of_a_superseded_version_is_named(county, capsys):
    row = Finding.objects.get(kind="growth")
    ingest(make_document(row.report.text.replace("2023年，", "2023年，经核算，"), 2024))
    tamper("UPDATE tracker_finding SET report_id = %(report)s WHERE kind = 'part'", report=row.report_id)
    assert any("is of a version that another has superseded" in line for line in verify(capsys)[1])


def test_a_changed_text_is_named(county, capsys):
    report = of().report
    tamper("UPDATE reports_report SET text = text || '完' WHERE id = %(pk)s", pk=report.pk)
    assert verify(capsys)[1] == [f"{COUNTY} report 2022 v1: its text does not have the stored sha256"]


def test_a_last_verdict_cut_off_is_found_by_the_heads_published_before(county, capsys, tmp_path):
    last = Verdict.objects.filter(jurisdiction=county).order_by("-position").first()
    heads = tmp_path / "chains.csv"
    heads.write_text(
        f"jurisdiction,name,position,hash\n{COUNTY},样例县,{last.position},{last.hash}\n", encoding="utf-8"
    )
    assert verify(capsys, "--heads", str(heads))[:2] == (0, [])
    tamper(
        "UPDATE tracker_commitment SET verdict_id = NULL, is_retired = true WHERE verdict_id = %(pk)s",
        "DELETE FROM tracker_verdict WHERE id = %(pk)s",
        pk=last.pk,
    )
    lines = verify(capsys, "--heads", str(heads))[1]
    assert f"{COUNTY} verdict {last.position}: the published verdict of this place is another one, or gone" in lines
    heads.write_text("a,b\n1,2\n", encoding="utf-8")
    assert "no chains.csv" in verify(capsys, "--heads", str(heads))[2]
