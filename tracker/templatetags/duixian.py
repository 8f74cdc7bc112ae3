"""What the templates need: marks, bars, figures, percentages, and the same page in the other language."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import template
from django.conf import settings
from django.urls import translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info, ngettext

from reports.words import Verdict, Word
from tracker.judging.audit.records import Severity
from tracker.judging.progress.records import Ending, Pace
from tracker.scoreboard import IN_BARS, Counts, Interval
from tracker.site import meanings
from tracker.site.wording import Figure

register = template.Library()
_HUNDRED = Decimal(100)
#: Units that stand right behind their figure in every language.
_SIGNS = ("%", "‰")


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar, in per cent of its width."""

    verdict: Verdict
    count: int
    start: str
    width: str
    share: Decimal


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The page in one of the site's languages."""

    code: str
    name: str
    address: str
    is_current: bool


@register.filter
def word(coded: Word) -> str:
    """A coded word in the language active now."""
    return coded.name_in(get_language() or "en")


@register.filter
def meaning(verdict: Verdict) -> Any:
    """What a verdict says, in one sentence."""
    return meanings.VERDICTS[verdict]


@register.simple_tag
def mark(verdict: Word | str) -> SafeString:
    """The shape of a verdict or a severity; its word stands beside it, so the shape is silent to screen readers."""
    return format_html(
        '<svg class="mark mark-{0}" width="16" height="16" aria-hidden="true"><use href="#mark-{0}"/></svg>',
        str(verdict),
    )


@register.simple_tag
def badge(verdict: Verdict | Severity) -> SafeString:
    """The shape and word of a verdict or a severity on its ground."""
    return format_html('<span class="badge badge-{}">{}{}</span>', verdict.value, mark(verdict), word(verdict))


@register.inclusion_tag("_parts/pace.html")
def pace(found: Pace | Ending) -> dict[str, Any]:
    """The shape of a standing with its word beside it."""
    return {"pace": found.value, "word": word(found)}


@register.inclusion_tag("_parts/bar.html")
def bar(counts: Counts, size: str = "") -> dict[str, Any]:
    """Due pledges by verdict as one bar, told in words to screen readers; ``size`` is empty or ``large``."""
    return {"segments": segments(counts), "size": size, "due": counts.due}


@register.simple_tag
def segments(counts: Counts) -> list[Segment]:
    """The parts of the bar that are not empty, in the fixed order."""
    found = []
    start = Decimal(0)
    for verdict in IN_BARS:
        count = counts.of(verdict)
        if count:
            share = _HUNDRED * count / counts.due
            found.append(Segment(verdict, count, _plain(start), _plain(share), Decimal(count) / counts.due))
            start += share
    return found


@register.simple_tag
def verdict_counts(counts: Counts) -> list[tuple[Verdict, int, Decimal | None]]:
    """Every verdict of the bar with its count and its share of what was due, none left out."""
    return [
        (verdict, counts.of(verdict), Decimal(counts.of(verdict)) / counts.due if counts.due else None)
        for verdict in IN_BARS
    ]


@register.inclusion_tag("_parts/interval.html")
def interval(counts: Counts) -> dict[str, Any]:
    """The kept rate as a dot with its interval as a line, 0 to 100."""
    span, rate = counts.interval, counts.kept_rate
    if span is None or rate is None:
        return {"is_empty": True}
    return {"low": _plain(span.low * _HUNDRED), "high": _plain(span.high * _HUNDRED), "at": _plain(rate * _HUNDRED)}


@register.filter
def percent(share: Decimal | None) -> str:
    """A share as whole per cent; ``<1%`` and ``>99%`` for nearly nothing and nearly all; a dash for None."""
    if share is None:
        return "–"
    whole = (share * _HUNDRED).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    if share and not whole:
        return "<1%"
    return ">99%" if whole == _HUNDRED and share < 1 else f"{whole}%"


@register.filter
def span_of(span: Interval | None) -> str:
    """An interval as ``48–74``, in per cent; empty where there is none."""
    if span is None:
        return ""
    low, high = (_plain((end * _HUNDRED).quantize(Decimal(1), rounding=ROUND_HALF_UP)) for end in (span.low, span.high))
    return f"{low}–{high}"


@register.simple_tag
def figure(found: Figure | None) -> SafeString:
    """A figure as printed, with the words around it; a unit an English reader may not know is explained."""
    if found is None:
        return SafeString("")
    unit: str = found.unit
    if found.gloss:
        unit = format_html('<abbr class="unit" lang="zh-Hans" title="{}">{}</abbr>', found.gloss, found.unit)
    elif found.unit and found.unit not in _SIGNS:
        unit = format_html('<span class="unit" lang="zh-Hans">{}</span>', found.unit)
    before = format_html("{}{}", found.before, "" if _is_chinese() or not found.before else " ")
    return format_html('<span class="figure">{}<b>{}</b>{}{}</span>', before, found.value, unit, found.after)


@register.filter
def many(count: int, what: str) -> str:
    """A count with its noun in the right number; ``what`` is one of the nouns below."""
    texts = {
        "pledges": ngettext("%(count)s pledge", "%(count)s pledges", count),
        "governments": ngettext("%(count)s government", "%(count)s governments", count),
        "verdicts": ngettext("%(count)s verdict", "%(count)s verdicts", count),
        "reports": ngettext("%(count)s report", "%(count)s reports", count),
    }
    return texts[what] % {"count": grouped(count)}


@register.filter
def grouped(count: int) -> str:
    """A count with thin spaces between thousands: 12 345."""
    return f"{count:,}".replace(",", "\u202f") if count >= 10_000 else str(count)


@register.simple_tag
def page_language() -> str:
    """The page's language as HTML wants it: zh-Hans, en."""
    return html_language(get_language() or settings.LANGUAGE_CODE)


@register.simple_tag(takes_context=True)
def language_links(context: template.Context) -> list[LanguageLink]:
    """This page in every language; empty where there is no request (the error page)."""
    request = context.get("request")
    if request is None:
        return []
    current = get_language()
    return [
        LanguageLink(
            html_language(code),
            get_language_info(code)["name_local"],
            translate_url(request.get_full_path(), code),
            code == current,
        )
        for code, _name in settings.LANGUAGES
    ]


def html_language(code: str) -> str:
    """Django's language code as HTML wants it: zh-hans → zh-Hans."""
    language, _dash, script = code.partition("-")
    return f"{language}-{script.title()}" if script else language


def _is_chinese() -> bool:
    return (get_language() or "en").startswith("zh")


def _plain(number: Decimal) -> str:
    text = f"{number:.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
