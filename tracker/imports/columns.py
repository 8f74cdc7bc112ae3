"""The columns of each list, for the page that explains them: what stands in them and what an import does with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from reports.choices import word_name
from reports.words import (
    Comparator,
    Dimension,
    Direction,
    Hedge,
    Kind,
    Level,
    Measure,
    ReportKind,
    ReviewState,
    Section,
    Topic,
    Word,
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the file, its meaning, what may stand in it, an example."""

    name: str
    meaning: Any
    example: str = ""
    words: type[Word] | None = None
    form: Any = ""
    is_read_only: bool = False

    @property
    def allowed(self) -> list[tuple[str, str]]:
        """The codes that may stand in it with their names; empty where it is no list of codes."""
        return [(word.value, word_name(word)) for word in self.words or () if word.value]


_WHOLE = _("a whole number")
_FIGURE = _("as printed: 8.5; “redacted” for a blanked figure; 1.3:17.4:81.3 for a ratio")

_PLACED = (
    Column("id", _("The statement’s number here. Empty for a new one, or where the place in the text tells it."), "1041", form=_WHOLE),
    Column("place_code", _("The government’s code; with report_year it names the report where report_sha256 is empty."), "990101"),
    Column("place", _("The government’s name."), "样例县", is_read_only=True),
    Column("report_year", _("The year whose plans the report sets out."), "2022", form=_WHOLE),
    Column("report_kind", _("The kind of document; empty means a work report."), "work_report", ReportKind),
    Column("report_sha256", _("The report’s text, named by its hash; it goes before place_code and report_year."), "8f0c…"),
    Column("start", _("Where the quote begins: characters of the text before it."), "120", form=_WHOLE),
    Column("end", _("Where the quote ends."), "131", form=_WHOLE),
    Column("quote", _("The words themselves, exactly as they stand in the text from start to end."), "地区生产总值增长8%左右"),
    Column("number_start", _("Where the figure begins; empty where there is none."), "128", form=_WHOLE),
    Column("number_end", _("Where the figure ends."), "129", form=_WHOLE),
    Column("subject", _("What the figure or the deed is about."), "地区生产总值"),
    Column("indicator", _("The code of the standing indicator; empty where it is none."), "gdp"),
    Column("measure", _("What the figure measures."), "growth", Measure),
    Column("comparator", _("How the outcome is to stand to the figure."), "about", Comparator),
    Column("value", _("The figure; empty for a deed."), "8", form=_FIGURE),
    Column("value_high", _("The upper figure of a range."), "6.5", form=_("a figure")),
    Column("unit", _("The unit as written."), "%"),
    Column("period", _("The year or years it is of. Empty for a new statement: the report’s."), "2022", form=_("2018 or 2011-2015")),
    Column("deadline", _("By when."), "2022-06", form=_("2019-06 or 2019-06-30 or 2019")),
    Column("hedge", _("A wording that promises an effort."), "strive", Hedge),
    Column("section", _("Where in the report it stands; needed for a new statement, else only read."), "year_targets", Section),
    Column("confidence", _("How sure the machine’s reading is."), "0.950", is_read_only=True),
    Column("review_state", _("Your decision. A corrected row is accepted by you whatever stands here, unless it is rejected; “proposed” hands it back to the machine."), "accepted", ReviewState),
    Column("is_digest", _("Whether the report is a digest."), "0", is_read_only=True),
    Column("is_retired", _("Whether it is no longer read from the current text."), "0", is_read_only=True),
)  # fmt: skip

COMMITMENTS = (
    *_PLACED,
    Column("known_from", _("Whether it is known from the pledge or from an admission."), "pledge", is_read_only=True),
    Column("due_on", _("The last day on which it can come true; it follows from period and deadline."), "2022-12-31", is_read_only=True),
    Column("verdict", _("The verdict, which is judged and never imported."), "kept", is_read_only=True),
    Column("rule", _("The rule it was judged by."), "about", is_read_only=True),
    Column("rule_version", _("The rule’s version."), "1", is_read_only=True),
    Column("outcome", _("The id of the outcome that answers it."), "2210", is_read_only=True),
)  # fmt: skip


class _OutcomeKind(Word):
    OUTCOME = Kind.OUTCOME.value, Kind.OUTCOME.zh, Kind.OUTCOME.en
    SHORTFALL = Kind.SHORTFALL.value, Kind.SHORTFALL.zh, Kind.SHORTFALL.en


OUTCOMES = (
    *_PLACED,
    Column("kind", _("A result, or the admission of a miss; of a stored row only read. Empty: a result."), "outcome", _OutcomeKind),
)  # fmt: skip

JURISDICTIONS = (
    Column("code", _("The government’s code (GB/T 2260). Code and name together say which row is meant."), "990101", form=_("six digits")),
    Column("name", _("The name in characters."), "样例县"),
    Column("pinyin", _("The name in pinyin."), "yangli xian"),
    Column("english", _("The English name."), "Sample County"),
    Column("level", _("The level of the government."), "county", Level),
    Column("parent", _("The code of the government above it, which must stand here already or further up in the file."), "990100", form=_("six digits")),
    Column("valid_from", _("The day from which the code holds; empty where it is not known."), "2020-01-01", form=_("2019-06-30")),
    Column("valid_to", _("The day on which it ceased; empty for a place of today."), "", form=_("2019-06-30")),
    Column("revision", _("Where the code was taken from, with its version."), "GB/T 2260-2007"),
)  # fmt: skip

INDICATORS = (
    Column("code", _("The indicator’s code, which says which row is meant."), "gdp"),
    Column("name", _("The Chinese name."), "地区生产总值"),
    Column("english", _("The English name."), "Gross regional product"),
    Column("aliases", _("Other names, with a vertical line between them."), "国内生产总值|GDP"),
    Column("direction", _("Which way it is better."), "higher", Direction),
    Column("dimension", _("What it is counted in."), "money", Dimension),
    Column("topic", _("What it is about."), "economy", Topic),
)  # fmt: skip


def names(columns: Sequence[Column]) -> tuple[str, ...]:
    """The columns' names in their order."""
    return tuple(column.name for column in columns)
