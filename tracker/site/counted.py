"""Counts and shares in a reader's words, and the parts of the bar they make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from reports.words import Verdict
from tracker.scoreboard import IN_BARS, Counts, Interval

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar, in per cent of its width."""

    verdict: Verdict
    count: int
    start: str
    width: str
    share: Decimal


def segments(counts: Counts) -> list[Segment]:
    """The parts of the bar that are not empty, in the fixed order."""
    found = []
    start = Decimal(0)
    for verdict in IN_BARS:
        count = counts.of(verdict)
        if count:
            share = _HUNDRED * count / counts.due
            found.append(Segment(verdict, count, plain(start), plain(share), Decimal(count) / counts.due))
            start += share
    return found


def verdict_counts(counts: Counts) -> list[tuple[Verdict, int, Decimal | None]]:
    """Every verdict of the bar with its count and its share of what was due, none left out."""
    return [
        (verdict, counts.of(verdict), Decimal(counts.of(verdict)) / counts.due if counts.due else None)
        for verdict in IN_BARS
    ]


def verdicts_told(found: Iterable[Verdict]) -> str:
    """How many there are of each verdict, ``3 kept, 1 not kept`` in the fixed order; none that is not there."""
    counts = Counter(found)
    language = get_language() or "en"
    said = [
        f"{verdict.zh}{counts[verdict]}" if language.startswith("zh") else f"{counts[verdict]} {verdict.en.lower()}"
        for verdict in Verdict
        if counts[verdict]
    ]
    return _(", ").join(said)


def percent(share: Decimal | None) -> str:
    """A share as whole per cent; ``<1%`` and ``>99%`` for nearly nothing and nearly all; a dash for None."""
    if share is None:
        return "–"
    whole = (share * _HUNDRED).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    if share and not whole:
        return "<1%"
    return ">99%" if whole == _HUNDRED and share < 1 else f"{whole}%"


def span_of(span: Interval | None) -> str:
    """An interval as ``48–74``, in per cent; empty where there is none."""
    if span is None:
        return ""
    low, high = (plain((end * _HUNDRED).quantize(Decimal(1), rounding=ROUND_HALF_UP)) for end in (span.low, span.high))
    return f"{low}–{high}"


def lists_told(counts: Counts) -> str:
    """How many of the kept rest on a sentence about a whole list, and the kept rate without them; empty for none."""
    if not counts.kept_by_list:
        return ""
    said = ngettext(
        "%(lists)s of the kept pledges rests on a sentence that says a whole list was done, without a figure of its "
        "own; without it the kept rate is %(rate)s.",
        "%(lists)s of the kept pledges rest on a sentence that says a whole list was done, without figures of their "
        "own; without them the kept rate is %(rate)s.",
        counts.kept_by_list,
    )
    if counts.kept_rate_without_lists is None:
        said = _("All answers rest on a sentence that says a whole list was done, without figures of their own.")
    return said % {"lists": grouped(counts.kept_by_list), "rate": percent(counts.kept_rate_without_lists)}


def many(count: int, what: str) -> str:
    """A count with its noun in the right number; ``what`` is one of the nouns below."""
    texts = {
        "pledges": ngettext("%(count)s pledge", "%(count)s pledges", count),
        "outcomes": ngettext("%(count)s outcome", "%(count)s outcomes", count),
        "governments": ngettext("%(count)s government", "%(count)s governments", count),
        "verdicts": ngettext("%(count)s verdict", "%(count)s verdicts", count),
        "reports": ngettext("%(count)s report", "%(count)s reports", count),
    }
    return texts[what] % {"count": grouped(count)}


def grouped(count: int) -> str:
    """A count with thin spaces between thousands: 12 345."""
    return f"{count:,}".replace(",", "\u202f") if count >= 10_000 else str(count)


def plain(number: Decimal) -> str:
    """At most two decimals, none that are zero."""
    text = f"{number:.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
