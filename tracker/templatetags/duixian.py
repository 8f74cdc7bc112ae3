"""What the templates need: marks, bars, figures, percentages, and the same page in the other language."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from html import escape
from typing import Any

from django import template
from django.conf import settings
from django.urls import get_script_prefix, reverse, translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from reports.words import Verdict, Word
from tracker.judging.audit.records import Severity
from tracker.judging.progress.records import Ending, Pace
from tracker.scoreboard import Counts
from tracker.site import amounts, foreign, meanings, strict
from tracker.site.comparison import Kind
from tracker.site.counted import grouped, lists_told, many, percent, plain, segments, span_of, verdict_counts
from tracker.site.downloads import DOWNLOADS
from tracker.site.own_words import anchor_of
from tracker.site.wording import Figure

register = template.Library()
for _filter in (percent, span_of, many, grouped, lists_told, anchor_of):
    register.filter(_filter.__name__, _filter)
register.simple_tag(verdict_counts)
register.filter("chinese_marked", foreign.marked)
register.filter("told_in_english", foreign.told)
register.filter("compared_in_english", foreign.compared)
_HUNDRED = Decimal(100)
#: Units that stand right behind their figure in every language.
_SIGNS = ("%", "‰")
#: What tells parts of a bar apart without their colours.
_PATTERNS = {Verdict.IN_PART: ' fill="url(#hatch)"', Verdict.UNREPORTED: ' fill="url(#dots)"'}


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
    return _shape(str(verdict))


@cache
def _shape(code: str) -> SafeString:
    return format_html(
        '<svg class="mark mark-{0}" width="16" height="16" aria-hidden="true"><use href="#mark-{0}"/></svg>', code
    )


@register.simple_tag
def badge(verdict: Verdict | Severity) -> SafeString:
    """The shape and word of a verdict or a severity on its ground."""
    return _badge(verdict, get_language())


@cache
def _badge(verdict: Verdict | Severity, _language: str | None) -> SafeString:
    return format_html('<span class="badge badge-{}">{}{}</span>', verdict.value, mark(verdict), word(verdict))


@register.simple_tag
def pledge_url(pk: int) -> str:
    """The address of a commitment's page in the language active now; a page of a year names hundreds."""
    return f"{_before_key('site:commitment', get_script_prefix(), get_language())}{pk}/"


@register.simple_tag
def report_url(pk: int) -> str:
    """The address of a report's page in the language active now."""
    return f"{_before_key('site:report', get_script_prefix(), get_language())}{pk}/"


@cache
def _before_key(name: str, _prefix: str, _language: str | None) -> str:
    return reverse(name, args=[0]).removesuffix("0/")


@register.simple_tag
def pace(found: Pace | Ending) -> SafeString:
    """The shape of a standing with its word beside it."""
    return _pace(found, get_language())


@cache
def _pace(found: Pace | Ending, _language: str | None) -> SafeString:
    return format_html('<span class="pace">{} {}</span>', mark(found), word(found))


@register.simple_tag
def bar(counts: Counts, size: str = "") -> SafeString:
    """Due pledges by verdict as one bar, told in words to screen readers; ``size`` is empty or the bar's class."""
    parts = segments(counts)
    if not parts and size == "small":
        return SafeString('<svg class="bar bar-none" aria-hidden="true"><rect width="100%" height="100%"/></svg>')
    if not parts:
        return format_html('<span class="bar-empty">{}</span>', _("nothing judged yet"))
    told = escape(_(", ").join(f"{word(part.verdict)} {part.count}" for part in parts))
    drawn = "".join(
        f'<rect class="bar-{part.verdict}" x="{part.start}%" width="{part.width}%" height="100%"'
        f"{_PATTERNS.get(part.verdict, '')}/>"
        for part in parts
    )
    named = f"bar bar-{size}" if size else "bar"
    ground = '<rect class="bar-ground" width="100%" height="100%"/>'
    return SafeString(f'<svg class="{named}" role="img" aria-label="{told}">{ground}{drawn}</svg>')


@register.inclusion_tag("_parts/interval.html")
def interval(counts: Counts) -> dict[str, Any]:
    """The kept rate as a dot with its interval as a line, 0 to 100."""
    span, rate = counts.interval, counts.kept_rate
    if span is None or rate is None:
        return {"is_empty": True}
    return {"low": plain(span.low * _HUNDRED), "high": plain(span.high * _HUNDRED), "at": plain(rate * _HUNDRED)}


@register.simple_tag
def figure(found: Figure | None) -> SafeString:
    """A figure as printed, with the words around it; on an English page a common unit is said in English."""
    if found is None:
        return SafeString("")
    before = escape(found.before) + ("" if _is_chinese() or not found.before else " ")
    # Escaped part by part: `format_html` takes ten times as long, and a long report has seven hundred figures.
    if found.gloss:
        said = foreign.figure(found.value, found.unit, found.of)
    else:
        unit = escape(found.unit)
        if found.unit and found.unit not in _SIGNS:
            unit = f'<span class="unit" lang="zh-Hans">{unit}</span>'
        said = f"<b>{escape(found.value)}</b>{unit}"
    return SafeString(f'<span class="figure">{before}{said}{escape(found.after)}</span>')


@register.filter
def kind_name(kind: Kind) -> str:
    """A kind of figures in words: what is measured, in what."""
    return amounts.kind_name(kind.measure, kind.unit)


@register.filter
def download_title(anchor: str) -> str:
    """What the page of data calls a download; StopIteration for a name that it does not have."""
    return str(next(one.title for one in DOWNLOADS if one.anchor == anchor))


@register.inclusion_tag("_parts/misread.html", takes_context=True)
def misread(context: template.Context) -> dict[str, Any]:
    """Which filters of the address were left out because they make no sense; nothing where all were read."""
    return {"odd": strict.misread(context["request"].GET)}


@register.simple_tag
def page_language() -> str:
    """The page's language as HTML wants it: zh-Hans, en."""
    return html_language(get_language() or settings.LANGUAGE_CODE)


@register.filter
def language_of(words: str) -> str:
    """In what language a collection's own words are: zh-Hans where any sign of them is Chinese, else en."""
    return "zh-Hans" if any("\u3400" <= sign <= "\u9fff" for sign in words) else "en"


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


@register.filter
def html_language(code: str) -> str:
    """Django's language code as HTML wants it: zh-hans → zh-Hans."""
    language, _dash, script = code.partition("-")
    return f"{language}-{script.title()}" if script else language


def _is_chinese() -> bool:
    return (get_language() or "en").startswith("zh")
