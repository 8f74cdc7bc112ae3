"""What a reader asked to see, from the address; a value that makes no sense is left out, never an error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar
from urllib.parse import urlencode

from reports.words import Level, Topic, Verdict, Word
from tracker.judging.audit.records import Inconsistency, Severity
from tracker.keys import read_key
from tracker.models import Commitment, Finding
from tracker.querysets import CommitmentQuerySet, FindingQuerySet
from tracker.scoreboard import Scope

_W = TypeVar("_W", bound=Word)

#: In the place of one verdict: all that were due, so that what lies years ahead does not stand first.
JUDGED = "judged"
ORDERS = ("place", "kept", "answered")


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters of a list; each is None or empty where the reader did not ask."""

    level: Level | None = None
    year: int | None = None
    province: str = ""
    verdict: Verdict | None = None
    is_judged: bool = False
    topic: Topic | None = None
    indicator: str = ""
    place: str = ""
    words: str = ""
    is_confirmed: bool = False
    order: str = "place"
    kind: Inconsistency | None = None
    severity: Severity | None = None

    def query(self, **changes: Any) -> str:
        """These filters as a query string, with changes; empty ones are left out."""
        fields = replace(self, **changes) if changes else self
        pairs = {
            "level": fields.level or "",
            "year": fields.year or "",
            "province": fields.province,
            "verdict": fields.verdict or (JUDGED if fields.is_judged else ""),
            "topic": fields.topic or "",
            "indicator": fields.indicator,
            "place": fields.place,
            "q": fields.words,
            "confirmed": "1" if fields.is_confirmed else "",
            "order": fields.order if fields.order != "place" else "",
            "kind": fields.kind or "",
            "severity": fields.severity or "",
        }
        return urlencode({name: value for name, value in pairs.items() if value})

    def to_verdict(self) -> str:
        """The query of the list of the same pledges, up to the code of one verdict."""
        others = self.query(verdict=None, is_judged=False, order="place")
        return f"{others}&verdict=" if others else "verdict="

    def scope(self, *, unreviewed: bool) -> Scope:
        """The tallies the scoreboard counts over."""
        return Scope(self.level, self.year, self.province, unreviewed, self.is_confirmed)

    def commitments(self, *, unreviewed: bool) -> CommitmentQuerySet:
        """The commitments that pass, latest first."""
        rows = Commitment.objects.shown(unreviewed=unreviewed)
        if self.level:
            rows = rows.at_level(self.level)
        if self.year:
            rows = rows.filter(year=self.year)
        if self.province:
            rows = rows.in_province(self.province)
        if self.verdict:
            rows = rows.with_verdict(self.verdict)
        elif self.is_judged:
            rows = rows.judged_due()
        if self.topic:
            rows = rows.about(self.topic)
        if self.indicator:
            rows = rows.filter(indicator__code=self.indicator)
        if self.place:
            rows = rows.filter(jurisdiction__code=self.place)
        if self.is_confirmed:
            rows = rows.confirmed()
        if self.words:
            rows = rows.saying(self.words)
        return rows.latest_first()

    def findings(self, *, unreviewed: bool) -> FindingQuerySet:
        """The findings of the audit that pass, the gravest first; the year is the plan year of the last report."""
        rows = Finding.objects.shown(unreviewed=unreviewed)
        if self.kind:
            rows = rows.filter(kind=self.kind)
        if self.severity:
            rows = rows.filter(severity=self.severity)
        if self.place:
            rows = rows.filter(jurisdiction__code=self.place)
        if self.year:
            rows = rows.filter(told_in=self.year)
        return rows.gravest_first()


def read(asked: Mapping[str, str]) -> Filters:
    """The filters of a request's query."""
    order = asked.get("order", "")
    return Filters(
        level=_word(Level, asked.get("level", "")),
        year=_year(asked.get("year", "")),
        province=read_code(asked.get("province", "")),
        verdict=_word(Verdict, asked.get("verdict", "")),
        is_judged=asked.get("verdict") == JUDGED,
        topic=_word(Topic, asked.get("topic", "")),
        indicator=asked.get("indicator", "").replace("\0", "")[:60],
        place=read_code(asked.get("place", "")),
        words=asked.get("q", "").replace("\0", "").strip()[:60],
        is_confirmed=asked.get("confirmed") == "1",
        order=order if order in ORDERS else "place",
        kind=_word(Inconsistency, asked.get("kind", "")),
        severity=_word(Severity, asked.get("severity", "")),
    )


def read_after(value: str) -> tuple[date, int] | None:
    """The key a page follows, ``2026-12-31_42``; None for anything else."""
    day, _, key = value.partition("_")
    pk = read_key(key)
    try:
        return (date.fromisoformat(day), pk) if pk is not None else None
    except ValueError:
        return None


def _word(words: type[_W], value: str) -> _W | None:
    return next((word for word in words if word.value == value), None)


def _year(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdigit() and len(value) == 4 else None


def read_code(value: str) -> str:
    """The six digits of a place's code; empty for anything else."""
    return value if value.isascii() and value.isdigit() and len(value) == 6 else ""
