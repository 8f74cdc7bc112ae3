"""The public export, and the program that recomputes it: they agree row for row, and tampering is noticed."""

from __future__ import annotations

import ast
import copy
import csv
import importlib.util
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from reports.words import Cause, Flag, ReviewState, Rule
from reports.words import Verdict as Word
from tests import test_rules
from tests.characters import COUNTY, make_document
from tests.county import PLAN, ingest_many
from tests.judging import YEAR, statement
from tracker import fixtures, ledger, publishing, register
from tracker.ingest import ingest
from tracker.judging import constants
from tracker.judging.judge import admitted, judge, pending
from tracker.judging.reasons import Wait
from tracker.judging.records import Context
from tracker.models import Commitment, Verdict

PROGRAM = Path(publishing.__file__).with_name("public") / "recompute.py"
CASES = tomllib.loads((Path(__file__).parent / "cases" / "rules.toml").read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def recompute():
    spec = importlib.util.spec_from_file_location("recompute", PROGRAM)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def county(county):
    ingest_many(1)
    return county


def of(indicator="gdp", year=2022):
    return Commitment.objects.select_related("verdict").get(
        indicator__code=indicator, year=year, jurisdiction__code=COUNTY, is_retired=False
    )


def export(tmp_path):
    directory = tmp_path / "public"
    call_command("export_public", str(directory), verbosity=0)
    return directory


def run(directory, *arguments):
    """The exit code of the exported program and the lines it prints."""
    command = [
        sys.executable,
        "-I",
        "-X",
        "utf8",
        str(directory / "recompute.py"),
        str(directory / "verdicts.jsonl"),
        *arguments,
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


def lines_of(directory):
    return (directory / "verdicts.jsonl").read_text(encoding="utf-8").splitlines()


def rows_of(directory):
    return [json.loads(line) for line in lines_of(directory)]


def write(directory, rows):
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (directory / "verdicts.jsonl").write_text(text, encoding="utf-8")


def test_the_program_stands_alone_and_is_short():
    source = PROGRAM.read_text(encoding="utf-8")
    assert len(source.splitlines()) < 200
    tree = ast.parse(source, feature_version=(3, 9))
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported <= set(sys.stdlib_module_names)


def test_its_constants_are_the_published_ones(recompute):
    assert recompute.ABOUT_POINTS == constants.ABOUT_POINTS
    assert recompute.ABOUT_SHARE == constants.ABOUT_SHARE
    band = {"floor": str(constants.PART_FLOOR), "ceiling": str(constants.PART_CEILING)}
    assert band == recompute.BAND
    assert recompute.IN_STEP_POINTS == constants.IN_STEP_POINTS
    assert recompute.IN_STEP_PART_POINTS == constants.IN_STEP_PART_POINTS
    assert recompute.DONE_PART_RUNGS == constants.DONE_PART_RUNGS
    assert constants.COMPARED_DIGITS == 3


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_it_reaches_the_published_verdict(recompute, case):
    judgement = test_rules.judged(case)
    assert recompute.verdict_of(json.loads(json.dumps(judgement.derivation))) == judgement.verdict


def _further():
    """A judgement of every kind that the table of rules has not: deeds, wholes, parts, admissions, levels, sums."""
    context = Context(YEAR)
    gdp = statement("outcome", subject="生产总值", value="5.5", unit="%", measure="growth")
    for pace in ("", "in_step:plain", "in_step:faster"):
        for value in ("5.1", "5.5", "5.6", "4.4"):
            pledge = statement(
                "pledge", subject="居民收入", comparator="sync", measure="growth", unit="%",
                quote="居民收入与经济增长同步", reasons=(pace,) if pace else (),
            )  # fmt: skip
            yield judge(pledge, test_rules.income(value), Context(YEAR, yardstick=gdp))
            yield judge(pledge, test_rules.income(value), context)
    deed = statement("pledge", subject="大桥", measure="done", quote="大桥建成通车", deadline="2022-06")
    for reached, deadline in (("大桥建成通车", "2022-10"), ("大桥投入使用", ""), ("主体封顶", ""), ("开工建设", "")):
        yield judge(deed, statement("outcome", measure="done", quote=reached, deadline=deadline), context)
    growth = {"subject": "出口", "indicator": "exports", "measure": "growth", "unit": "%"}
    pledge = statement("pledge", value="10", **growth)
    for value in ("9", "7", "11"):
        yield judge(pledge, statement("shortfall", value=value, **growth), context)
    prices = {"subject": "物价", "indicator": "cpi", "measure": "growth", "unit": "%"}
    yield admitted(statement("shortfall", value="3.5", **prices), YEAR, statement("pledge", value="3", **prices))
    yield admitted(statement("shortfall", **growth), YEAR)
    works = statement("pledge", subject="民生实事", value="12", unit="件")
    yield judge(works, statement("outcome", measure="done", quote="民生实事全部完成"), context)
    yield judge(works, statement("outcome", measure="done", quote="新桥获评民生实事"), context)
    share = {"subject": "民生实事", "measure": "share", "unit": "%"}
    for value in ("85", "118"):
        yield judge(works, statement("outcome", value=value, quote=f"民生实事完成计划的{value}%", **share), context)
    parts = (test_rules.income("8.2", "农村居民人均可支配收入"),)
    income = statement("pledge", subject="城乡居民人均可支配收入", measure="growth", value="7.5", unit="%")
    for value in ("6.9", "7.6"):
        yield judge(income, test_rules.income(value), Context(YEAR, parts=parts))
    level = statement("outcome", subject="预算收入", value="182.8", unit="亿元", base="168.4")
    yield judge(statement("pledge", subject="预算收入", measure="growth", value="8", unit="%"), level, context)
    schools = statement("pledge", subject="学校", value="1400", unit="所")
    new, more = (statement("outcome", subject="学校", value=value, unit="所") for value in ("560", "870"))
    yield judge(schools, new, Context(YEAR, addends=(more,)))
    sown = statement("pledge", subject="播种面积", value="3.65", unit="万公顷", comparator="about")
    yield judge(sown, statement("outcome", subject="播种面积", value="36186", unit="公顷"), context)
    yield judge(schools, None, context)
    yield judge(statement("pledge", subject="学校", value="redacted", unit="所"), None, context)
    yield pending(schools, YEAR, Wait.NOT_DUE)


FURTHER = list(_further())


def test_what_the_further_cases_reach():
    assert {judgement.rule for judgement in FURTHER} >= {
        Rule.IN_STEP, Rule.DONE, Rule.ADMITTED, Rule.ALL, Rule.COMPOUND, Rule.SILENCE, Rule.NO_TEST, Rule.NOT_DUE,
    }  # fmt: skip
    steps = {step["step"] for judgement in FURTHER for step in judgement.derivation.get("conversions", ())}
    assert steps == {"growth", "sum", "unit", "round"}
    assert Flag.LATE in {flag for judgement in FURTHER for flag in judgement.flags}


@pytest.mark.parametrize("judgement", FURTHER)
def test_it_reaches_the_verdict_of_every_rule(recompute, judgement):
    assert recompute.verdict_of(json.loads(json.dumps(judgement.derivation))) == judgement.verdict


def figures_in(value, path=()):
    """The way to every figure and every place in a derivation."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from figures_in(inner, (*path, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from figures_in(inner, (*path, number))
    elif path[-1] in ("value", "target", "actual", "to", "tolerance", "floor", "factor", "level", "base") and value:
        yield path


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_a_figure_changed_in_what_is_compared_is_noticed_without_the_hash(recompute, case):
    derivation = test_rules.judged(case).derivation
    if "conversions" not in derivation:
        return
    for path in figures_in(derivation):
        changed = copy.deepcopy(derivation)
        inner = changed
        for name in path[:-1]:
            inner = inner[name]
        inner[path[-1]] = str(inner[path[-1]]) + ("9" if "." in str(inner[path[-1]]) else ".9")
        with pytest.raises(ValueError, match=r"not|another"):
            recompute.verdict_of(changed)


def test_the_digests_are_recomputed_row_for_row(db, settings, tmp_path, recompute):
    settings.MEDIA_ROOT = tmp_path / "media"
    fixtures.load()
    call_command("ingest", str(fixtures.DIGESTS), verbosity=0)
    directory = export(tmp_path)
    count = Verdict.objects.count()
    assert run(directory) == (0, [f"{count} verdicts, 0 of them withheld, 0 disagreements"])
    for row in rows_of(directory):
        stored = Verdict.objects.get(jurisdiction__code=row["jurisdiction"], position=row["position"])
        assert recompute.verdict_of(row["derivation"]) == stored.code == row["code"]
        assert row["hash"] == stored.hash


def test_it_works(county, reviewer, tmp_path):
    ledger.override(of(), Word.BROKEN, reviewer, "=口径已变", "统计公报")
    ledger.withdraw_override(of())
    directory = export(tmp_path)
    assert {path.name for path in directory.iterdir()} == {
        "verdicts.jsonl", "corrections.csv", "findings.csv", "chains.csv", "recompute.py", "README.txt",
    }  # fmt: skip
    assert run(directory)[0] == 0
    said = next(row for row in rows_of(directory) if row["cause"] == "override")
    assert (said["note"], said["source"], said["decided_by_a_person"]) == ("=口径已变", "统计公报", True)
    assert "reviewer" not in "".join(lines_of(directory))
    with (directory / "corrections.csv").open(encoding="utf-8-sig", newline="") as lines:
        back, first = csv.DictReader(lines)
    assert (first["from"], first["to"], first["cause"], first["reason"]) == ("kept", "broken", "override", "'=口径已变")
    assert (first["jurisdiction"], first["government"], first["year"]) == (COUNTY, "样例县", "2022")
    assert (back["from"], back["to"], back["cause"]) == ("broken", "kept", "override_withdrawn")
    assert int(first["position"]) == said["position"]


def test_a_first_judgement_is_no_correction_and_a_later_one_is(county):
    assert not publishing.corrections(unreviewed=True).exists()
    ingest(make_document(PLAN.replace("增长8%左右", "增长9%左右"), 2022))
    assert not publishing.corrections(unreviewed=True).exists()
    ingest(make_document(PLAN.replace("3000人以上", "2000人以上"), 2022))
    rows = publishing.corrections(unreviewed=True)
    assert all(row.was != row.code for row in rows)


def test_a_corrected_pledge_is_a_correction(county, reviewer):
    register.correct(of("new_urban_jobs"), reviewer, {"value": "2000"})
    ledger.rejudge(county.pk, [2022])
    (row,) = publishing.corrections(unreviewed=True)
    assert (row.was, row.code, row.cause) == ("in_part", "kept", Cause.REJUDGED)


TAMPERED = {
    "a changed verdict": lambda rows, at: rows[at].update(code="broken"),
    "a changed figure": lambda rows, at: rows[at]["derivation"]["actual"].update(value="7.8"),
    "a changed place of a quote": lambda rows, at: rows[at]["pledge"].update(start=1),
    "a changed place in a derivation": lambda rows, at: rows[at]["derivation"]["target"]["place"].update(end=9999),
    "a changed cause": lambda rows, at: rows[at].update(cause="rejudged"),
    "a changed moment": lambda rows, at: rows[at].update(decided_at="2020-01-01T00:00:00.000000Z"),
    "a removed row": lambda rows, at: rows.pop(at),
    "two rows in each other's place": lambda rows, at: rows.insert(at, rows.pop(at + 1)),
    "a row twice": lambda rows, at: rows.insert(at, rows[at]),
    "a chain cut short": lambda rows, at: rows.pop(),
    "a row said to be withheld that says more": lambda rows, at: rows[at].update(withheld=True),
    "no row at all": lambda rows, at: rows.insert(at, ["nothing"]),
}


@pytest.mark.parametrize("how", TAMPERED)
def test_it_notices(county, tmp_path, how):
    directory = export(tmp_path)
    rows = rows_of(directory)
    at = next(number for number, row in enumerate(rows) if row["rule"] == "about" and row["code"] == "kept")
    TAMPERED[how](rows, at)
    write(directory, rows)
    code, lines = run(directory)
    assert code == 1
    assert lines[-1].endswith(f"{len(lines) - 1} disagreements")
    assert len(lines) > 1
    if how != "a chain cut short":
        assert lines[0].startswith((f"line {at + 1}, {COUNTY} verdict", f"line {at + 2}, {COUNTY} verdict"))


def test_lines_that_are_no_json_are_named(county, tmp_path):
    directory = export(tmp_path)
    (directory / "verdicts.jsonl").write_text("{\n[]\n3\n", encoding="utf-8")
    code, lines = run(directory)
    assert code == 1
    assert [line.split(",")[0] for line in lines[:3]] == ["line 1", "line 2", "line 3"]


def test_heads_kept_from_an_earlier_export_are_met_in_a_later_one(county, tmp_path):
    earlier = export(tmp_path) / "chains.csv"
    kept = tmp_path / "kept.csv"
    kept.write_bytes(earlier.read_bytes())
    register.correct(of("new_urban_jobs"), get_user_model().objects.create_user("reviewer"), {"value": "2000"})
    ledger.rejudge(county.pk, [2022])
    directory = export(tmp_path)
    assert earlier.read_bytes() != kept.read_bytes()
    assert run(directory, str(kept))[0] == 0
    call_command("verify", "--heads", str(kept))


def test_what_is_not_shown_keeps_its_place_and_states_nothing(county, reviewer, settings, tmp_path):
    settings.DUIXIAN_SHOW_UNREVIEWED = False
    gdp = of()
    register.decide(gdp, ReviewState.ACCEPTED, reviewer)
    directory = export(tmp_path)
    count = Verdict.objects.count()
    assert run(directory) == (0, [f"{count} verdicts, {count - 1} of them withheld, 0 disagreements"])
    (row,) = [row for row in rows_of(directory) if "withheld" not in row]
    assert (row["code"], row["sequence"]) == ("pending", 1)
    register.decide(gdp.verdict.outcome, ReviewState.ACCEPTED, reviewer)
    shown = [row for row in rows_of(export(tmp_path)) if "withheld" not in row]
    assert [row["code"] for row in shown] == ["pending", "kept"]
    assert "生产总值" not in "".join(line for line in lines_of(directory) if '"withheld"' in line)


def test_an_export_that_fails_leaves_the_earlier_one(county, tmp_path, monkeypatch):
    directory = export(tmp_path)
    before = {path.name: path.read_bytes() for path in directory.iterdir()}

    def fail(**_):
        raise OSError("the disk is full")

    monkeypatch.setattr(publishing, "corrections", fail)
    with pytest.raises(CommandError, match="the disk is full"):
        export(tmp_path)
    assert {path.name: path.read_bytes() for path in directory.iterdir()} == before


def test_the_queries_do_not_grow_with_the_verdicts(county, tmp_path, django_assert_num_queries):
    with django_assert_num_queries(3 + publishing.governments().count()):
        publishing.export(tmp_path / "public", unreviewed=True)
