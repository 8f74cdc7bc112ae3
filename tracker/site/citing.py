"""How a verdict is cited: one line in each language, and an entry for BibTeX."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from tracker.models import Commitment
from tracker.models import Verdict as VerdictRow
from tracker.site.lines import Line, line
from tracker.site.units import in_english
from tracker.site.wording import Figure

#: Characters of a sha256 that tell two texts apart, and still fit a footnote.
SHORT_HASH = 12
#: What TeX would take for a command, and the thin space between thousands, which not every TeX knows. The tilde and
#: the circumflex have no sign of their own in a text.
_TEX = str.maketrans(
    {character: f"\\{character}" for character in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\u202f": r"\,"}
)


@dataclass(frozen=True)
class Citation:
    """A text to be copied: `code` is the language it is in, empty for what is in none; `name` tells it from others."""

    name: str
    code: str
    label: str
    text: str

    @property
    def rows(self) -> int:
        """Lines of a field that shows all of a BibTeX entry, and most of a sentence on a phone."""
        return 4 if self.code else self.text.count("\n") + 1


def citations(request: HttpRequest, found: Commitment, judged: VerdictRow) -> list[Citation]:
    """The permanent address, a sentence in the language of the page, one in the other, a BibTeX entry; no query."""
    here = get_language() or settings.LANGUAGE_CODE
    codes = sorted((code for code, _name in settings.LANGUAGES), key=lambda code: code != here)
    told = [
        Citation(code, code, get_language_info(code)["name_local"], _sentence(request, code, found, judged))
        for code in codes
    ]
    link = Citation("address", "", _("Permanent address"), address(request, found, here))
    return [link, *told, Citation("bibtex", "", "BibTeX", _bibtex(request, found, judged))]


def data_citations(request: HttpRequest, changed_at: datetime | None) -> list[Citation]:
    """The same of all data together, in the state of their last change; empty where nothing is stored."""
    if changed_at is None:
        return []
    here = get_language() or settings.LANGUAGE_CODE
    codes = sorted((code for code, _name in settings.LANGUAGES), key=lambda code: code != here)
    day = timezone.localtime(changed_at)
    told = [
        Citation(code, code, get_language_info(code)["name_local"], _sentence_of_data(request, code, day))
        for code in codes
    ]
    fields = {
        "author": "{{Duixian}}",
        "title": "{{What became of the pledges of Chinese governments}}",
        "year": f"{{{day:%Y}}}",
        "url": f"{{{_address_of_data(request, 'en')}}}",
        "note": f"{{State of {day:%Y-%m-%d}. CC BY 4.0}}",
    }
    return [*told, Citation("bibtex", "", "BibTeX", _entry(f"duixian-{day:%Y-%m-%d}", fields))]


def _sentence_of_data(request: HttpRequest, code: str, day: datetime) -> str:
    with translation.override(code):
        return _("Duixian: what became of Chinese governments’ pledges. State of %(day)s. %(address)s. CC BY 4.0.") % {
            "day": date_format(day, "DATE_FORMAT"),
            "address": _address_of_data(request, code),
        }


def _address_of_data(request: HttpRequest, code: str) -> str:
    with translation.override(code):
        return request.build_absolute_uri(reverse("site:data"))


def title(row: Line) -> str:
    """What a commitment's page is called, in the language active now: the place, the year, and what was promised."""
    pledge = name(row)
    place, year = row.commitment.jurisdiction.label, row.commitment.year
    return _("%(place)s %(year)d: %(pledge)s") % {"place": place, "year": year, "pledge": pledge}


def name(row: Line) -> str:
    """What was promised, with its figure, as plain text in the language active now."""
    is_english = not (get_language() or "en").startswith("zh")
    called = row.name
    if is_english and row.names_indicator and row.commitment.indicator is not None:
        called = row.commitment.indicator.english
    if row.promised is None:
        return called
    return _("%(name)s, %(figure)s") % {"name": called, "figure": plain(row.promised)}


def caveats(row: Line, language: str) -> list[str]:
    """What is never left off where a verdict is quoted: its flags, and that nobody has reviewed it."""
    flags = [] if row.is_withheld else [flag.name_in(language) for flag in row.flags]
    return flags if row.is_reviewed else [*flags, _("not reviewed")]


def plain(figure: Figure) -> str:
    """A figure as `figure` of the templates shows it, without marks: on an English page in English."""
    said = in_english(figure.value, figure.unit, figure.of) if figure.gloss else None
    if said is not None:
        return " ".join(filter(None, (figure.before, said.figure, said.words)))
    is_english = not (get_language() or "en").startswith("zh")
    between = " " if is_english else ""
    unit = (between if figure.unit and figure.unit not in "%‰" else "") + figure.unit
    return (f"{figure.before}{between}" if figure.before else "") + figure.value + unit + figure.after


def address(request: HttpRequest, found: Commitment, code: str) -> str:
    """The permanent address of a commitment's page in a language."""
    with translation.override(code):
        return request.build_absolute_uri(reverse("site:commitment", args=[found.pk]))


def _sentence(request: HttpRequest, code: str, found: Commitment, judged: VerdictRow) -> str:
    with _told_in(code, found) as row:
        return _(
            "Duixian: “%(title)s”. Verdict of %(day)s: %(verdict)s. %(address)s. "
            "Text of the report: sha256 %(hash)s. CC BY 4.0."
        ) % {
            "title": title(row),
            "day": date_format(timezone.localtime(judged.decided_at), "DATE_FORMAT"),
            "verdict": _verdict(row, code),
            "address": address(request, found, code),
            "hash": found.report.text_sha256[:SHORT_HASH],
        }


def _verdict(row: Line, language: str) -> str:
    word, beside = row.verdict.name_in(language), caveats(row, language)
    return _("%(verdict)s (%(caveats)s)") % {"verdict": word, "caveats": _(", ").join(beside)} if beside else word


def _bibtex(request: HttpRequest, found: Commitment, judged: VerdictRow) -> str:
    """In English, for styles and sorting expect it; the key holds no character that BibTeX gives a meaning."""
    day = timezone.localtime(judged.decided_at)
    with _told_in("en", found) as row:
        fields = {
            "author": "{{Duixian}}",
            "title": f"{{{{{title(row).translate(_TEX)}}}}}",
            "year": f"{{{day:%Y}}}",
            "url": f"{{{address(request, found, 'en')}}}",
            "note": f"{{Verdict of {day:%Y-%m-%d}: {_verdict(row, 'en').translate(_TEX)}. Text of the report: "
            f"sha256 {found.report.text_sha256[:SHORT_HASH]}. CC BY 4.0}}",
        }
    return _entry(f"duixian-{found.jurisdiction.code}-{found.year}-{found.pk}", fields)


def _entry(key: str, fields: Mapping[str, str]) -> str:
    return "\n".join([f"@misc{{{key},", *(f"  {field} = {value}," for field, value in fields.items()), "}"])


@contextmanager
def _told_in(code: str, found: Commitment) -> Iterator[Line]:
    """The commitment as one line in the language, which is active inside."""
    with translation.override(code):
        yield line(found)
