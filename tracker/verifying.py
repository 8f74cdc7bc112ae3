"""Whether what is stored is what was judged: chains, rules, current verdicts, quotes, findings and texts, all anew.

Asks the database and changes nothing. What the chain alone cannot show, a last verdict cut off, the heads published
earlier show (`against`).
"""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from reports.models import Jurisdiction, Report
from reports.words import ALWAYS_TOLD, Rule
from tracker.judging import chain
from tracker.judging.audit.making import recomputed
from tracker.judging.rules import apply, version_of
from tracker.models import Commitment, Finding, Outcome, Verdict

_AT_ONCE = 1000

#: What tampered JSON makes of a rule: a missing or strange input, a figure that is none.
_UNUSABLE = (KeyError, ValueError, TypeError, AttributeError, ArithmeticError, RecursionError)

_NOT_THE_NEWEST = """
    WITH newest AS (
        SELECT DISTINCT ON (v.commitment_id) v.commitment_id, v.id, v.position, v.sequence
        FROM tracker_verdict v WHERE v.jurisdiction_id = %(place)s ORDER BY v.commitment_id, v.sequence DESC
    )
    SELECT c.id, current.position, current.sequence, newest.position, newest.sequence
    FROM tracker_commitment c
    JOIN reports_report r ON r.id = c.report_id
    LEFT JOIN newest ON newest.commitment_id = c.id
    LEFT JOIN tracker_verdict current ON current.id = c.verdict_id
    WHERE c.jurisdiction_id = %(place)s AND c.verdict_id IS DISTINCT FROM newest.id
      /* An override taken back from a pledge that no longer counts leaves it without a verdict, rightly. */
      AND (c.verdict_id IS NOT NULL
           OR NOT (c.is_retired OR c.review_state = 'rejected' OR r.superseded_by_id IS NOT NULL))
    ORDER BY c.id
"""
_GAPS = """
    SELECT v.commitment_id, count(*), max(v.sequence) FROM tracker_verdict v WHERE v.jurisdiction_id = %(place)s
    GROUP BY v.commitment_id HAVING count(*) <> max(v.sequence) ORDER BY v.commitment_id
"""
_LINKED_OTHERWISE = """
    SELECT c.id, v.position, v.sequence, v.outcome_id, l.outcome_id
    FROM tracker_commitment c
    JOIN tracker_verdict v ON v.id = c.verdict_id
    JOIN reports_report r ON r.id = c.report_id
    LEFT JOIN tracker_link l ON l.commitment_id = c.id AND l.state IN ('taken', 'confirmed') AND l.role = 'answer'
    WHERE c.jurisdiction_id = %(place)s AND c.known_from = 'pledge' AND v.rule <> 'override'
      AND NOT (c.is_retired OR c.review_state = 'rejected' OR r.superseded_by_id IS NOT NULL)
      /* What a person confirmed and a person then rejected, or no reading holds any more, answers nothing. */
      AND NOT EXISTS (
          SELECT FROM tracker_link gone JOIN tracker_outcome o ON o.id = gone.outcome_id
          WHERE gone.commitment_id = c.id AND gone.state = 'confirmed' AND (o.is_retired OR o.review_state = 'rejected')
      )
      /* What a person confirmed may turn out not to compare: then the verdict rests on nothing. */
      AND CASE WHEN v.outcome_id IS NULL THEN l.state = 'taken' ELSE l.outcome_id IS DISTINCT FROM v.outcome_id END
    ORDER BY c.id
"""
_TOGETHER_WITH_OTHERS = """
    SELECT id, position, sequence, told, linked FROM (
        SELECT c.id, v.position, v.sequence,
               ARRAY(SELECT concat_ws('-', one #>> '{place,start}', one #>> '{place,end}', one #>> '{number,start}')
                     FROM jsonb_path_query(v.derivation, '$.parts[1 to last].actual') AS one
                     WHERE jsonb_typeof(one) = 'object'
                     UNION ALL
                     SELECT concat_ws('-', one #>> '{place,start}', one #>> '{place,end}', one #>> '{number,start}')
                     FROM jsonb_path_query(v.derivation, '$.addends[*]') AS one
                     ORDER BY 1) AS told,
               ARRAY(SELECT concat_ws('-', o.start, o."end", o.number_start)
                     FROM tracker_link l JOIN tracker_outcome o ON o.id = l.outcome_id
                     WHERE l.commitment_id = c.id AND l.state IN ('taken', 'confirmed') AND l.role <> 'answer'
                     ORDER BY 1) AS linked
        FROM tracker_commitment c
        JOIN tracker_verdict v ON v.id = c.verdict_id
        JOIN tracker_link answer ON answer.commitment_id = c.id AND answer.outcome_id = v.outcome_id
             AND answer.state IN ('taken', 'confirmed') AND answer.role = 'answer'
        WHERE c.jurisdiction_id = %(place)s AND v.rule <> 'override'
          /* As above: of several that answer together all must count. */
          AND NOT EXISTS (
              SELECT FROM tracker_link gone JOIN tracker_outcome o ON o.id = gone.outcome_id
              WHERE gone.commitment_id = c.id AND gone.state = 'confirmed'
                AND (o.is_retired OR o.review_state = 'rejected')
          )
    ) AS seen WHERE told <> linked ORDER BY id
"""
_FOUND_UNANSWERED = """
    SELECT c.id, v.position, v.sequence
    FROM tracker_commitment c
    JOIN tracker_verdict v ON v.id = c.verdict_id
    JOIN reports_report r ON r.id = c.report_id
    LEFT JOIN tracker_silence s ON s.commitment_id = c.id
    WHERE c.jurisdiction_id = %(place)s AND v.rule NOT IN ('override', 'not_due', 'no_test')
      AND NOT (c.is_retired OR c.review_state = 'rejected' OR r.superseded_by_id IS NOT NULL)
      AND (s.reason, s.note) IS DISTINCT FROM (v.derivation #>> '{looked,found}', v.derivation #>> '{looked,note}')
    ORDER BY c.id
"""
_RESTS_ON_NOTHING = """
    SELECT c.id, v.position, v.sequence, o.id
    FROM tracker_commitment c
    JOIN reports_report r ON r.id = c.report_id AND r.superseded_by_id IS NULL
    JOIN tracker_verdict v ON v.id = c.verdict_id AND v.rule <> 'override'
    JOIN tracker_outcome o ON o.id = v.outcome_id
    JOIN reports_report told ON told.id = o.report_id
    WHERE c.jurisdiction_id = %(place)s AND NOT c.is_retired AND c.review_state <> 'rejected'
      AND (o.is_retired OR o.review_state = 'rejected' OR told.superseded_by_id IS NOT NULL)
    ORDER BY c.id
"""
_CORRECTS_ANOTHER = """
    SELECT position, sequence, was, told FROM (
        SELECT v.position, v.sequence, v.was,
               CASE WHEN bool_or(v.code <> 'pending') OVER earlier
                     AND (lag(v.code) OVER whole <> v.code OR v.cause = ANY(%(always)s))
                    THEN lag(v.code) OVER whole ELSE '' END AS told
        FROM tracker_verdict v WHERE v.jurisdiction_id = %(place)s
        WINDOW whole AS (PARTITION BY v.commitment_id ORDER BY v.sequence),
               earlier AS (PARTITION BY v.commitment_id ORDER BY v.sequence
                           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    ) AS seen WHERE was <> told ORDER BY position
"""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it should be: of which government, where, and what differs."""

    code: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.code} {self.where}: {self.what}"


@dataclass(slots=True)
class Checked:
    """How much was looked at."""

    verdicts: int = 0
    statements: int = 0
    findings: int = 0
    reports: int = 0


def governments(code: str = "") -> QuerySet[Jurisdiction]:
    """The governments that have a report or a verdict, by code; with ``code`` those of that code alone."""
    has_verdict = Exists(Verdict.objects.filter(jurisdiction=OuterRef("pk")))
    has_report = Exists(Report.objects.filter(jurisdiction=OuterRef("pk")))
    rows = Jurisdiction.objects.filter(has_verdict | has_report).order_by("code", "pk")
    return rows.filter(code=code) if code else rows


def faults(place: Jurisdiction, checked: Checked) -> Iterator[Fault]:
    """Everything wrong with a government's reports, statements, findings and verdicts, in a fixed number of queries."""
    rows = Finding.objects.filter(jurisdiction=place).select_related("report", "later", "indicator").order_by("pk")
    findings = list(rows.defer("report__text", "later__text"))
    yield from _texts(place, findings, checked)
    yield from _computations(place, findings, checked)
    yield from _verdicts(place, checked)
    yield from _commitments(place)


def against(heads: Path, code: str = "") -> Iterator[Fault]:
    """Every published head (`chains.csv` of an earlier export) that is no longer in its place in a chain."""
    with heads.open(encoding="utf-8-sig", newline="") as lines:
        for line in csv.DictReader(lines):
            if code and line["jurisdiction"] != code:
                continue
            held = Verdict.objects.filter(jurisdiction__code=line["jurisdiction"], position=line["position"])
            if line["hash"] not in held.values_list("hash", flat=True):
                what = "the published verdict of this place is another one, or gone"
                yield Fault(line["jurisdiction"], f"verdict {line['position']}", what)


class _Texts:
    """The texts of a government: which of them are versions of one document."""

    def __init__(self, place: Jurisdiction) -> None:
        rows = Report.objects.filter(jurisdiction=place).values_list(
            "pk", "text_sha256", "kind", "vintage", "plan_year"
        )
        self._sha256 = {pk: sha256 for pk, sha256, *_document in rows}
        self._document = {sha256: tuple(document) for _pk, sha256, *document in rows}

    def stands_elsewhere(self, row: Commitment | Outcome | None, judged: Any) -> bool:
        """Whether the row is not the statement that was judged.

        It may have moved to another version of its document; in one text its place never changes.
        """
        if row is None or judged is None:
            return (row is None) != (judged is None)
        here, there = self._sha256.get(row.report_id, ""), judged["report"]
        if here == there:
            return (judged["start"], judged["end"]) != (row.start, row.end)
        return there not in self._document or self._document[there] != self._document.get(here)


def _verdicts(place: Jurisdiction, checked: Checked) -> Iterator[Fault]:
    rows = Verdict.objects.filter(jurisdiction=place).order_by("position").select_related("commitment", "outcome")
    texts = _Texts(place)
    position, previous = 0, chain.FIRST
    for row in rows.iterator(chunk_size=_AT_ONCE):
        checked.verdicts += 1
        where = f"verdict {row.position}, sequence {row.sequence}"
        if row.position != position + 1:
            yield Fault(place.code, where, f"it follows verdict {position}: what stood between is missing")
        elif row.previous != previous:
            yield Fault(place.code, where, f"what it names as the hash before it is not that of verdict {position}")
        for what in _differs(row, place.code, texts):
            yield Fault(place.code, where, what)
        position, previous = row.position, row.hash


def _differs(row: Verdict, code: str, texts: _Texts) -> Iterator[str]:
    """What is wrong with one verdict, its place in the chain aside."""
    try:
        if chain.hash_of(row.stated(code)) != row.hash:
            yield "its hash is not that of what it states"
    except TypeError as error:
        yield f"what it states cannot be hashed: {error}"
    if row.commitment.jurisdiction_id != row.jurisdiction_id:
        yield "its commitment is another government's"
    if texts.stands_elsewhere(row.commitment, row.pledge_as_judged):
        yield "its commitment does not stand where the pledge it judged stood"
    if texts.stands_elsewhere(row.outcome, row.outcome_as_judged):
        yield "its outcome does not stand where the one it rests on stood"
    if row.rule != Rule.OVERRIDE:
        yield from _ruled_otherwise(row)


def _ruled_otherwise(row: Verdict) -> Iterator[str]:
    derivation = row.derivation
    try:
        if (derivation["rule"], derivation["version"]) != (row.rule, row.rule_version):
            yield "its derivation is of another rule, or of another version of it"
        elif version_of(Rule(row.rule)) != row.rule_version:
            yield f"the rule {row.rule} v{row.rule_version} is not in this code, so it cannot be applied again"
        elif (verdict := apply(derivation)) != row.code:
            yield f"it says {row.code}, the rule {row.rule} says {verdict}"
    except _UNUSABLE as error:
        yield f"the rule {row.rule} cannot be applied to its derivation: {error!r}"


def _commitments(place: Jurisdiction) -> Iterator[Fault]:
    with connection.cursor() as cursor:
        cursor.execute(_NOT_THE_NEWEST, {"place": place.pk})
        for pk, position, sequence, newest, last in cursor.fetchall():
            where = f"verdict {position}, sequence {sequence}" if position else "no verdict"
            right = f"verdict {newest}, sequence {last}" if newest else "it has none of its own"
            yield Fault(place.code, where, f"the current one of commitment {pk}, whose newest is another: {right}")
        cursor.execute(_LINKED_OTHERWISE, {"place": place.pk})
        for pk, position, sequence, rests_on, linked in cursor.fetchall():
            found, stored = (f"outcome {key}" if key else "none" for key in (rests_on, linked))
            what = f"it rests on {found}, the link of commitment {pk} leads to {stored}"
            yield Fault(place.code, f"verdict {position}, sequence {sequence}", what)
        cursor.execute(_TOGETHER_WITH_OTHERS, {"place": place.pk})
        for pk, position, sequence, told, linked in cursor.fetchall():
            found, stored = (", ".join(places) or "none" for places in (told, linked))
            what = f"it counts the answers at {found} together, the links of commitment {pk} those at {stored}"
            yield Fault(place.code, f"verdict {position}, sequence {sequence}", what)
        cursor.execute(_FOUND_UNANSWERED, {"place": place.pk})
        for pk, position, sequence in cursor.fetchall():
            what = f"what a person found of commitment {pk}, which nothing answers, and what the verdict says differ"
            yield Fault(place.code, f"verdict {position}, sequence {sequence}", what)
        cursor.execute(_RESTS_ON_NOTHING, {"place": place.pk})
        for pk, position, sequence, outcome in cursor.fetchall():
            what = f"the current one of commitment {pk} rests on outcome {outcome}, which no longer counts"
            yield Fault(place.code, f"verdict {position}, sequence {sequence}", what)
        cursor.execute(_CORRECTS_ANOTHER, {"place": place.pk, "always": [cause.value for cause in ALWAYS_TOLD]})
        for position, sequence, was, told in cursor.fetchall():
            what = f"it says that it corrects {was or 'none'}, its history that it corrects {told or 'none'}"
            yield Fault(place.code, f"verdict {position}, sequence {sequence}", what)
        cursor.execute(_GAPS, {"place": place.pk})
        for pk, count, last in cursor.fetchall():
            what = f"the history of commitment {pk} has {count} verdicts, so some are missing"
            yield Fault(place.code, f"sequence {last}", what)


def _texts(place: Jurisdiction, findings: list[Finding], checked: Checked) -> Iterator[Fault]:
    quoted: dict[int, list[tuple[str, int, int, int, str]]] = defaultdict(list)
    for name, model in (("commitment", Commitment), ("outcome", Outcome)):
        rows: Any = model._default_manager.filter(report__jurisdiction=place)
        rows = rows.order_by("report_id", "start", "pk").values_list("report_id", "pk", "start", "end", "quote")
        for report, *said in rows.iterator(chunk_size=_AT_ONCE):
            quoted[report].append((name, *said))
    printed = _printed(findings)
    for report in Report.objects.filter(jurisdiction=place).order_by("pk").iterator(chunk_size=20):
        checked.reports += 1
        where = f"report {report.plan_year} v{report.version}"
        if hashlib.sha256(report.text.encode()).hexdigest() != report.text_sha256:
            yield Fault(place.code, where, "its text does not have the stored sha256")
        for name, pk, start, end, quote in quoted[report.pk]:
            checked.statements += 1
            if report.text[start:end] != quote:
                what = f"the quote of {name} {pk} is not the text at {start}–{end}"
                yield Fault(place.code, where, what)
        for pk, start, end, figure in printed[report.pk]:
            if report.text[start:end] != figure:
                what = f"the figure {figure} of finding {pk} is not the text at {start}–{end}"
                yield Fault(place.code, where, what)


def _printed(findings: list[Finding]) -> dict[int, list[tuple[int, int, int, str]]]:
    """(finding, start, end, printed) of every figure the audit found in a report, by the report's key."""
    found: dict[int, list[tuple[int, int, int, str]]] = defaultdict(list)
    for row in findings:
        for figure in row.figures:
            report = row.later_id if figure.get("text") else row.report_id
            if report is not None:
                place = (figure.get("start"), figure.get("end"), figure.get("printed"))
                found[report].append((row.pk, *place))
    return found


def _computations(place: Jurisdiction, findings: list[Finding], checked: Checked) -> Iterator[Fault]:
    for row in findings:
        checked.findings += 1
        last = row.later or row.report
        where = f"report {last.plan_year} v{last.version}"
        if row.report.superseded_by_id or last.superseded_by_id:
            yield Fault(place.code, where, f"finding {row.pk} is of a version that another has superseded")
        try:
            row.explained("en")
            if recomputed(row.computation) != row.computation["result"]:
                yield Fault(place.code, where, f"finding {row.pk} does not follow from its figures: {row.kind}")
        except (*_UNUSABLE, AssertionError, RuntimeError, StopIteration) as error:
            yield Fault(place.code, where, f"finding {row.pk} cannot be computed and told again: {error!r}")
