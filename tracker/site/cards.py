"""What a card of a page says, and how the page names it: no more than the page itself shows, in the same words."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from reports.models import Jurisdiction
from reports.words import Verdict
from tracker.charts import fonts
from tracker.charts.canvas import HEIGHT, WIDTH
from tracker.charts.cards import CountCard, Counted, PledgeCard
from tracker.charts.drawing import name_of
from tracker.scoreboard import Counts
from tracker.site import foreign
from tracker.site.citing import Citation, caveats, name, plain
from tracker.site.counted import grouped, lists_told, many, percent, segments, span_of, verdict_counts
from tracker.site.lines import Line, arithmetic_of
from tracker.site.meanings import VERDICTS

#: The site's name, in both languages on every card as in every page's head.
SITE = "兑现 Duixian"
#: Of an answer that is a sentence and no figure.
_MOST_QUOTED = 120


@dataclass(frozen=True, slots=True)
class Card:
    """A card as a page names it: its place within the site and with the host, its words, a name to save it by.

    The address changes with what the card says, for whoever shows a link's preview keeps the picture he has.
    """

    path: str
    address: str
    words: str
    file_name: str
    width: int = WIDTH
    height: int = HEIGHT


def of_pledge(request: HttpRequest, row: Line) -> Card | None:
    """The card of a commitment's page; None where no face can draw it. No query."""
    found = row.commitment
    path = reverse("site:commitment_card", args=[found.pk])
    return _card(request, pledge(row), path, f"duixian-{found.jurisdiction.code}-{found.year}-{found.pk}.png")


def of_year(request: HttpRequest, place: Jurisdiction, year: int, counts: Counts, reviewed: int) -> Card | None:
    """The card of a government's year; None where no face can draw it or no pledge is known. No query."""
    if not counts.total:
        return None
    path = reverse("site:government_card", args=[place.code, year])
    return _card(request, government(place, year, counts, reviewed), path, f"duixian-{place.code}-{year}.png")


def of_all(request: HttpRequest, governments: int, counts: Counts, reviewed: int) -> Card | None:
    """The card of the front page; None where no face can draw it or no pledge is known. No query."""
    if not counts.total:
        return None
    return _card(request, scoreboard(governments, counts, reviewed), reverse("site:front_card"), "duixian.png")


def to_embed(card: Card | None, page: str) -> list[Citation]:
    """The lines that show a card in somebody's own page, as a link to ours; nothing without a card.

    The picture's address names no version, so that what is embedded follows the verdict.
    """
    if card is None:
        return []
    lines = format_html(
        '<a href="{}"><img src="{}" alt="{}"\n  width="{}" height="{}" loading="lazy"></a>',
        page,
        card.address.partition("?")[0],
        card.words,
        card.width // 2,
        card.height // 2,
    )
    return [Citation("html", "", _("Card for a page of your own (HTML)"), lines)]


def pledge(row: Line) -> PledgeCard:
    """What the card of a commitment says, in the language active now."""
    language = get_language() or "en"
    found, verdict = row.commitment, row.commitment.verdict
    promised = name(row)
    if row.is_known_from_admission:
        promised = _("%(name)s: %(note)s") % {"name": promised, "note": _("target not on record")}
    sums = "" if verdict is None or row.is_withheld else arithmetic_of(verdict, language)
    return PledgeCard(
        heading=_heading(found.jurisdiction, found.year),
        above=found.jurisdiction.parent.label if found.jurisdiction.parent else "",
        promised_head=_("Promised"),
        promised=promised,
        reported_head=_("Reported"),
        reported=_reported(row),
        is_reported=row.outcome is not None,
        sum=foreign.plain(foreign.compared(sums, row.unit_compared)),
        verdict=row.verdict.value,
        word=row.verdict.name_in(language),
        note=_(", ").join(caveats(row, language)),
        site=SITE,
    )


def government(place: Jurisdiction, year: int, counts: Counts, reviewed: int) -> CountCard:
    """What the card of a government's year says, in the language active now."""
    above = place.parent.label if place.parent else ""
    note = _joined([_rates(counts), _review(reviewed, counts.total)])
    return CountCard(_heading(place, year), above, _in_figures(counts), _parts(counts), note, SITE)


def scoreboard(governments: int, counts: Counts, reviewed: int) -> CountCard:
    """What the card of the front page says, in the language active now."""
    told = {"governments": many(governments, "governments"), "pledges": many(counts.total, "pledges")}
    if counts.due:
        told |= {
            "due": grouped(counts.due),
            "kept": percent(counts.kept_share),
            "silent": percent(counts.silence_rate),
        }
        lead = _(
            "%(governments)s made %(pledges)s. Of the %(due)s that a following report should have answered, %(kept)s "
            "were kept; for %(silent)s no answer was found."
        )
    else:
        lead = _("%(governments)s made %(pledges)s. None can be judged yet: no following report is loaded.")
    note = _review(reviewed, counts.total)
    return CountCard(_("What became of the pledges"), "", lead % told, _parts(counts), note, SITE)


def words_of(shown: PledgeCard | CountCard) -> str:
    """Everything the card says, as the text that stands for it."""
    if isinstance(shown, CountCard):
        parts = _(", ").join(f"{part.word} {part.count}" for part in shown.parts)
        return _told([shown.heading, shown.lead, parts, shown.note])
    pairs = [(shown.promised_head, shown.promised), (shown.reported_head, shown.reported), (shown.word, shown.sum)]
    return _told([shown.heading, *(_("%(name)s: %(note)s") % {"name": head, "note": said} if said else head
                                   for head, said in pairs), shown.note])  # fmt: skip


def _card(request: HttpRequest, shown: PledgeCard | CountCard, path: str, file_name: str) -> Card | None:
    if fonts.folder() is None:
        return None
    path = f"{path}?v={name_of(shown)[-12:]}"
    return Card(path, request.build_absolute_uri(path), words_of(shown), file_name)


def _heading(place: Jurisdiction, year: int) -> str:
    return _("%(place)s %(year)d") % {"place": place.label, "year": year}


def _reported(row: Line) -> str:
    """The reported figure or words, or why there are none, as the page says it."""
    if row.reported is not None:
        return plain(row.reported)
    if row.outcome is not None:
        quote = row.outcome.quote
        return f"“{quote[:_MOST_QUOTED]}…”" if len(quote) > _MOST_QUOTED else f"“{quote}”"
    if row.is_withheld:
        return _("The answer this verdict rests on has not been reviewed by a person yet, so it is not shown.")
    if row.wait is not None:
        told = row.wait.name_in(get_language() or "en")
        return told[:1].upper() + told[1:]
    if row.verdict == Verdict.NOT_ASSESSABLE:
        return _("Not looked for: the pledge names nothing that a report could be tested against.")
    if row.verdict == Verdict.UNREPORTED:
        return _("Nothing comparable.")
    return str(VERDICTS[row.verdict])


def _in_figures(counts: Counts) -> str:
    if counts.is_only_admissions:
        return ngettext(
            "%(misses)s admitted miss; only admissions on record",
            "%(misses)s admitted misses; only admissions on record",
            counts.due,
        ) % {"misses": counts.due}
    if not counts.due:
        return _(
            "%(pledges)s, none judged yet: the year is not over or the report that would answer is not loaded."
        ) % {"pledges": many(counts.total, "pledges")}
    told = {"pledges": many(counts.total, "pledges"), "due": grouped(counts.due), "kept": grouped(counts.kept)}
    return _("%(pledges)s. Of the %(due)s that were due, %(kept)s were kept.") % told


def _rates(counts: Counts) -> str:
    if counts.is_only_admissions:
        return _(
            "Only what the following report admits is on record for this year, because the report that made the "
            "pledges is not loaded. These figures say nothing of the pledges that were kept."
        )
    if not counts.due:
        return ""
    said = _("This government answered for %(rate)s of its own due pledges.") % {"rate": percent(counts.answer_rate)}
    if not counts.answered:
        return said
    kept = _("Kept rate among answered pledges: %(rate)s (95 %% interval %(low_high)s).") % {
        "rate": percent(counts.kept_rate),
        "low_high": span_of(counts.interval),
    }
    return _joined([kept, _by_list(counts), said])


def _by_list(counts: Counts) -> str:
    """What the page says of kept pledges that rest on a sentence about a whole list, as short as a card needs it."""
    if not counts.kept_by_list or counts.kept_rate_without_lists is None:
        return lists_told(counts)
    return ngettext(
        "%(lists)s of the kept rests on a sentence about a whole list; without it %(rate)s.",
        "%(lists)s of the kept rest on a sentence about a whole list; without them %(rate)s.",
        counts.kept_by_list,
    ) % {"lists": grouped(counts.kept_by_list), "rate": percent(counts.kept_rate_without_lists)}


def _review(reviewed: int, total: int) -> str:
    """What no person has reviewed says so wherever it is shown; empty where people have reviewed all."""
    if reviewed >= total:
        return ""
    if not reviewed:
        return _("Read and linked by machine, not yet reviewed by people.")
    told = {"reviewed": grouped(reviewed), "total": grouped(total)}
    return _("Read and linked by machine; people have reviewed %(reviewed)s of %(total)s.") % told


def _joined(sentences: list[str]) -> str:
    space = "" if (get_language() or "en").startswith("zh") else " "
    return space.join(sentence for sentence in sentences if sentence)


def _told(said: list[str]) -> str:
    """The parts as sentences, each with its full stop."""
    stop = _(". ").strip()
    return _joined([part if part.endswith((".", "。")) else part + stop for part in said if part])


def _parts(counts: Counts) -> tuple[Counted, ...]:
    if not counts.due:
        return ()
    drawn = {segment.verdict: segment for segment in segments(counts)}
    language = get_language() or "en"
    return tuple(
        Counted(
            verdict.value,
            verdict.name_in(language),
            grouped(count),
            percent(share),
            float(drawn[verdict].start) if verdict in drawn else 0,
            float(drawn[verdict].width) if verdict in drawn else 0,
        )
        for verdict, count, share in verdict_counts(counts)
    )
