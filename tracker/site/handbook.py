"""The staff's handbook: from a fresh report to a published reading in one morning, with pictures of the desks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tracker import roles
from tracker.site import keys

#: Pictures are taken from the running site (`python -m tests.pictures`), in both languages, at this size.
PICTURES = Path(settings.BASE_DIR) / "tracker" / "static" / "duixian" / "handbook"
PICTURE_SIZE = (1280, 800)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One thing that staff do: why, how step by step, what to know besides; `picture` is the name of its file."""

    anchor: str
    title: Any
    why: Any
    steps: Sequence[Any] = ()
    notes: Sequence[Any] = ()
    picture: str = ""
    alt: Any = ""
    keys: tuple[keys.Group, ...] = ()


CHAPTERS = (
    Chapter(
        "sign-in",
        _("Sign in"),
        _("A password and a second factor: a code from an app, or a security key. Both are yours alone."),
        (
            _("Open the staff pages and sign in with your user name and password."),
            _("The first time, set up a second factor: scan the picture with an authenticator app, or add a key."),
            _("Keep the recovery codes on paper. Each opens the door once when the telephone is lost."),
        ),
        (
            _("After several wrong attempts the door stays shut for a while, for you and for whoever tries."),
            _("Whoever has lost both factor and codes asks a colleague who keeps the accounts to reset them."),
        ),
        "sign-in",
        _("The sign-in page"),
    ),
    Chapter(
        "front",
        _("Begin the day"),
        _("The front page shows what waits for you, for a second person, and what has gone wrong."),
        (
            _("Go on where you were, or open the first report of your queue."),
            _("Look at failed jobs: each says why, and can be tried again."),
        ),
        (_("The search at the head finds places in characters, pinyin or code, reports, and words of any quote."),),
        "front",
        _("The staff’s front page with queue, jobs and charts"),
    ),
    Chapter(
        "take-in",
        _("Take a report in"),
        _("A file or pasted text becomes a report with its statements proposed by the machine."),
        (
            _("Choose one or several files (.txt, .html, .docx, .pdf), or paste the text."),
            _("Compare what was found in the text with what you know: place, year, kind, the day it was delivered."),
            _("Say where the text is from: who published it, and the address."),
            _("Confirm. The reading goes on by itself; the page may be closed."),
        ),
        (
            _("If the text names another place than you chose, you are asked once. Look at the text first."),
            _("The same text is never stored twice; a changed text becomes a new version, and decisions stay."),
            _("A scan has no text in it: put it through text recognition first."),
        ),
        "take-in",
        _("The page that proposes place, year and kind"),
    ),
    Chapter(
        "read",
        _("Review the reading"),
        _("Text on the left, statements on the right. Nothing counts as read by a person until a person has decided."),
        (
            _("Begin with the figures that were seen and not read, then with the doubtful ones."),
            _("Read the sentence, compare subject, measure, figure and year, and accept, reject or correct."),
            _("Where one statement says two things, split it; where two say one, merge them."),
            _("What the machine missed is added by selecting the words in the text."),
            _("Accept the sure ones together at the end; one undo takes all of that back."),
        ),
        (
            _("Every act can be undone, also after a break, as long as nobody has changed the statement since."),
            _("If somebody else decided in the meantime you are told, and nothing of theirs is overwritten."),
            _("A corrected figure that the statement’s words do not say needs its reason in the note."),
        ),
        "read",
        _("The reading desk: text, list and form"),
        keys.READING,
    ),
    Chapter(
        "link",
        _("Link last year’s pledges"),
        _("Each pledge of the year is laid beside what this report says of it; the verdict follows at once."),
        (
            _("Confirm the outcome that the machine took, or choose another by its number."),
            _("If the report says nothing comparable, say “not reported”, and why."),
            _("A pledge of several parts gets several outcomes; figures that add up are added."),
            _("Read the derivation: it is the sentence that the public reads."),
        ),
        (_("A verdict that seems wrong is mostly a wrong reading or link: mend that, and the verdict follows."),),
        "link",
        _("The linking desk: pledges, candidates and the verdict"),
        keys.LINKING,
    ),
    Chapter(
        "publish",
        _("Publish, by a second person"),
        _("Whoever took a report in or decided anything about it does not publish it. No role is exempt."),
        (
            _("The second person opens the report, looks at what stands and at what is open, and samples it."),
            _("Publish. The report’s page says so, and the act stands in the public log without names."),
            _("A mistake found later: reopen with a reason, which is public, correct, and publish again."),
        ),
        (
            _("A published reading cannot be changed before it is reopened."),
            _("An override sets a verdict against the rule: publishers only, with reason and source, both public."),
            _("An override may come after publishing: it changes no statement, and the corrections tell it."),
            _("A text that should not be there is withdrawn, with a public reason. Taken in again, it comes back."),
        ),
        "publish",
        _("The page before publishing"),
    ),
    Chapter(
        "code",
        _("Code a sample blind"),
        _("Some reports are drawn by chance. A second person codes a sample of them without seeing the first one’s."),
        (
            _("Claim an assignment from the front page, and judge each statement by the text alone."),
            _("Follow the page on labelling. Do not look at the report’s other pages before you have finished."),
        ),
        (_("How far the two agree, field by field, is published on the methodology page."),),
        "code",
        _("A statement of the sample, to be coded by the text alone"),
    ),
    Chapter(
        "requests",
        _("Answer readers who ask for corrections"),
        _("Every pledge and every report has a form for readers. What they send changes nothing by itself."),
        (
            _("Open the request from the front page and look at the report’s text."),
            _("Take it up, correct at the desks, and close it with what was done; or decline it with a reason."),
        ),
        (_("An e-mail is there to ask back, and is erased when the request is closed."),),
    ),
    Chapter(
        "spreadsheets",
        _("Spreadsheets out and in"),
        _("Every list can be taken as CSV or XLSX, corrected, and brought back."),
        (
            _("Export the list, change cells, leave the columns that tell which row it is."),
            _("Import it: first nothing is written, and you see every difference and every error by row and column."),
            _("Confirm. All of it is written, or nothing."),
        ),
        picture="import",
        alt=_("The preview of an import"),
    ),
    Chapter(
        "history",
        _("See what was done"),
        _("Every change of every object is kept by the database itself: who, when, before and after."),
        (_("Open an object and choose “History”, or the list of all changes."),),
        (_("What was changed past the site, in the database itself, is there too, and says so."),),
        "history",
        _("The history of a statement"),
    ),
)


def handbook(request: HttpRequest) -> HttpResponse:
    """How staff take a report in, review, link and publish it."""
    width, height = PICTURE_SIZE
    context = {
        "chapters": [(chapter, _picture(chapter)) for chapter in CHAPTERS],
        "roles": roles.ROLES,
        "width": width,
        "height": height,
    }
    return render(request, "handbook.html", context)


def _picture(chapter: Chapter) -> str:
    """The static file of the chapter's picture in the language active now; empty for none."""
    if not chapter.picture:
        return ""
    language = "zh" if (get_language() or "en").startswith("zh") else "en"
    return f"duixian/handbook/{chapter.picture}-{language}.png"
