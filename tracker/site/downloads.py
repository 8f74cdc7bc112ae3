"""All that can be downloaded: every CSV of the site and every file of the public export, with its columns.

The columns are asked of the code that writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from tracker import compare_export, exports, five_year, publishing, search_export
from tracker.exports import Name
from tracker.models import Verdict

#: What an address may name to narrow a download, as on the page that offers it.
PARAMETERS: Mapping[str, Any] = {
    "level": _("level of government, a code of the glossary"),
    "year": _("four digits"),
    "province": _("a province’s six digits: it and all within it"),
    "place": _("a government’s six digits: it alone"),
    "verdict": _("a code of the glossary, or judged for all that were due"),
    "topic": _("the code in the address of a topic’s page"),
    "indicator": _("an indicator’s code"),
    "confirmed": _("1 for what rests on a statistics communiqué or an audit"),
    "q": _("words that must stand in it"),
    "in": _("pledge or outcome"),
    "g": _("a government’s six digits, two to five times"),
    "order": _("place, kept or answered: which rate the rows stand by"),
    "kind": _("what disagrees, a code of the glossary"),
    "severity": _("info, warning or error"),
}


#: The pages that offer a download, by the name of their address.
PAGES: Mapping[str, Any] = {
    "front": _("Scoreboard"),
    "pledges": _("Pledges"),
    "places": _("each government’s page"),
    "compare": _("Compare governments"),
    "search": _("Search"),
    "audit": _("Figures checked"),
    "corrections": _("Corrections"),
    "publications": _("Publications"),
}


@dataclass(frozen=True, slots=True)
class Download:
    """A CSV of the site: ``anchor`` is its place on the page of data, ``page`` the page whose rows it holds.

    ``wants`` says that it is empty without what its parameters name: it is fetched from its page alone.
    ``is_as_exported`` that its columns are called as in the public export, in either language.
    """

    anchor: str
    title: Any
    says: Any
    route: str
    page: str
    parameters: tuple[str, ...]
    names: Callable[[], Sequence[Name]]
    wants: bool = False
    is_as_exported: bool = False

    @property
    def offered_on(self) -> Any:
        """What the page that offers it is called."""
        return PAGES[self.page]


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file of the public export; ``names`` are its columns or keys, None where it has none."""

    anchor: str
    name: str
    says: Any
    names: Callable[[], Sequence[Name]] | None = None

    @property
    def is_json(self) -> bool:
        """Whether its lines have keys, not columns."""
        return self.name.endswith(".jsonl")


def _pledges() -> list[Name]:
    return [name for name, _value in exports.pledge_columns("en", str)]


def _outcomes() -> list[Name]:
    return [name for name, _value in search_export.outcome_columns("en", str)]


def _standings() -> list[Name]:
    return [name for name, _value in five_year.standing_columns("en", str)]


def _targets() -> list[Name]:
    return [name for name, _value in compare_export.target_columns("en", str)]


def _verdicts() -> list[Name]:
    return [*Verdict(decided_at=datetime(2000, 1, 1, tzinfo=UTC)).stated(""), "hash"]


_SCOPE = ("level", "province", "year", "confirmed")
_PLEDGES = (*_SCOPE, "place", "verdict", "topic", "indicator", "q")

DOWNLOADS = (
    Download(
        "scoreboard", _("Table of governments"), _("One row per government, with its verdicts, rates and rank."),
        "scoreboard_csv", "front", (*_SCOPE, "order"), lambda: exports.SCOREBOARD,
    ),
    Download(
        "years", _("Governments by year"), _("One row per government and year, with its verdicts and rates."),
        "years_csv", "front", _SCOPE, lambda: exports.YEARS,
    ),
    Download(
        "pledges", _("Pledges"), _("One row per pledge: its words, its figure, its verdict, and what answers it."),
        "pledges_csv", "pledges", _PLEDGES, _pledges,
    ),
    Download(
        "five_year", _("Five-year targets"), _("One row per target and year: where it stood, and the figures used."),
        "five_year_csv", "places", _PLEDGES, _standings,
    ),
    Download(
        "goalposts", _("Goalposts"), _("One row per target that moved from one plan to the next."),
        "goalposts_csv", "places", ("place", "year"), lambda: exports.GOALPOSTS,
    ),
    Download(
        "compare", _("Governments side by side"),
        _("The governments chosen: one row each for all years together and for each year."),
        "compare_csv", "compare", ("g",), lambda: compare_export.YEARS, wants=True,
    ),
    Download(
        "compare_targets", _("Targets side by side"), _("The targets that the governments chosen share in a year."),
        "compare_targets_csv", "compare", ("g", "year"), _targets, wants=True,
    ),
    Download(
        "search", _("What a search finds: pledges"),
        _("One row per pledge in which all words stand, newest read first."),
        "search_csv", "search", ("q", "level", "year", "verdict", "topic"), _pledges, wants=True,
    ),
    Download(
        "search_outcomes", _("What a search finds: outcomes"), _("The same of outcomes."),
        "search_csv", "search", ("q", "in", "level", "year", "topic"), _outcomes, wants=True,
    ),
    Download(
        "findings", _("Figures checked"), _("One row per finding of the audit, the gravest first."),
        "findings_csv", "audit", ("place", "year", "kind", "severity"), lambda: publishing.FINDINGS,
        is_as_exported=True,
    ),
    Download(
        "corrections", _("Corrections"), _("One row per change of a published verdict, newest first."),
        "corrections_csv", "corrections", ("place", "year"), lambda: publishing.CORRECTIONS, is_as_exported=True,
    ),
    Download(
        "publications", _("Publications"), _("One row per act: a reading published or reopened, a report withdrawn."),
        "publications_csv", "publications", ("place",), lambda: publishing.PUBLICATIONS, is_as_exported=True,
    ),
)  # fmt: skip

#: What `manage.py export_public` writes.
EXPORTED = (
    ExportedFile(
        "verdicts", "verdicts.jsonl",
        _("One line of JSON per verdict, each government’s in the order in which they were added."), _verdicts,
    ),
    ExportedFile(
        "chains", "chains.csv", _("Each government’s last verdict: its position and its hash."),
        lambda: publishing.HEADS,
    ),
    ExportedFile("corrections", "corrections.csv", _("As above: every change of a published verdict.")),
    ExportedFile("findings", "findings.csv", _("As above: what the audit found.")),
    ExportedFile("recompute", "recompute.py", _("Recomputes every verdict and walks every chain; needs Python alone.")),
    ExportedFile("readme", "README.txt", _("What each file and line says.")),
)  # fmt: skip
