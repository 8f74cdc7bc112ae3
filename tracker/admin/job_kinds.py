"""What each kind of job says of itself: its stages, its result, why it failed, and the page it leads to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tracker.admin import import_words
from tracker.models import Job

#: Why a job of any kind can fail.
PROBLEMS = {
    "fault": _("A fault in the program stopped it; nothing was stored. It is in the log: tell whoever runs the site."),
    "file_gone": _("Its file is no longer there: files that are not needed are cleared away. Upload it again."),
    "killed": _(
        "It was begun several times and never came to an end: it may need more memory than the worker has. "
        "Nothing was stored."
    ),
    "no_longer_allowed": _(
        "Whoever asked for it may no longer do so; nothing was stored. Somebody who may has to ask for it anew."
    ),
    "no_queue": _("It could not be handed to the worker: the queue does not answer. Try again in a moment."),
}


#: Why a text cannot be taken in: by the codes of TextError and IntakeError, for the form and for the job.
REFUSED = {
    "empty": _("There is no text in it. A scanned document must be put through text recognition first."),
    "too_large": _("It is larger than one report can be (20 MB)."),
    "encoding": _("It is not a text in UTF-8, UTF-16 or GB18030."),
    "format": _("This format is not read. Save it as .docx, .pdf, .html or .txt."),
    "misnamed": _(
        "The content is not what the file’s name says. "
        "Open it in the program that made it and save it as .docx, .pdf, .html or .txt."
    ),
    "too_long": _("It is longer than any report (%(count)s characters; at most %(most)s are taken)."),
    "too_intricate": _("It has more pages, paragraphs or tags than any report."),
    "password": _("It asks for a password. Save it without one."),
    "unreadable": _("The file cannot be read. Save it anew and upload it again."),
    "no_place": _("The table of places has no such place."),
    "no_year": _("No report of these governments plans for that year."),
    "no_vintage": _("Only a statistics communiqué has a vintage."),
    "same_text": _("This very text is stored already, as: %(where)s."),
    "published": _("The reading of the report it would replace is published. A publisher reopens that one first."),
    "nothing_read": _("No statement was read from this text, so it does not replace the report that is stored."),
    "refused": _("It was refused: %(detail)s"),
}


def _nothing_said(job: Job) -> str:
    return gettext("It is done.")


def _nowhere(job: Job) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class JobKind:
    """The words of one kind of job; `asked_by` are permissions of which one leads to such jobs."""

    asked_by: tuple[str, ...]
    #: Stage by its code: what the worker is doing.
    stages: Mapping[str, Any] = field(default_factory=dict)
    #: Problem by its code; the words may name what else the problem holds: ``%(detail)s``.
    problems: Mapping[str, Any] = field(default_factory=dict)
    result: Callable[[Job], str] = _nothing_said
    #: The page to go on to once it is done; empty where there is none.
    leads_to: Callable[[Job], str] = _nowhere


def said_of_report(job: Job) -> str:
    """What became of a report that was taken in."""
    result = job.result
    if result["stored"] == "outranked":
        return gettext("Not stored: the full text of this report is here, and a digest does not replace it.")
    if result["stored"] == "unchanged" and not result["statements"]:
        return gettext("Nothing new: this very text is here already.")
    count, verdicts = result["statements"], result["verdicts"]
    read = ngettext("%(count)d statement read", "%(count)d statements read", count) % {"count": count}
    kept = gettext("%(count)d decided by a person kept") % {"count": result["kept"]}
    added = ngettext("%(count)d verdict added", "%(count)d verdicts added", verdicts) % {"count": verdicts}
    is_new = result["stored"] == "new version"
    stored = gettext("A new version is stored") if is_new else gettext("The report is stored")
    said = {"stored": stored, "read": read, "kept": kept, "added": added}
    return gettext("%(stored)s: %(read)s; %(kept)s; %(added)s.") % said


def _report_text(job: Job) -> str:
    return reverse("admin:reports_report_text", args=[job.report_id]) if job.report_id else ""


KINDS: dict[str, JobKind] = {
    Job.Kind.REPORT: JobKind(
        asked_by=("reports.add_report",),
        stages={
            "storing": _("Storing the text"),
            "reading": _("Reading the statements"),
            "recording": _("Writing the statements down"),
            "judging": _("Linking and judging last year’s pledges"),
        },
        problems=REFUSED,
        result=said_of_report,
        leads_to=_report_text,
    ),
    Job.Kind.IMPORT: JobKind(
        asked_by=("tracker.import_commitment", "tracker.import_outcome"),
        stages=import_words.STAGES,
        problems=import_words.PROBLEMS,
        result=import_words.counted,
        leads_to=import_words.page_of,
    ),
}
_PLAIN = JobKind(asked_by=())


def kind_of(job: Job) -> JobKind:
    """What the job's kind says of itself; plain words for a kind that has none of its own."""
    return KINDS.get(job.kind, _PLAIN)


def why_failed(job: Job) -> str:
    """Why the job failed, in words; a problem nobody has words for is named by its code."""
    problem: dict[str, Any] = job.problem or {}
    code = problem.get("code", "")
    words = kind_of(job).problems.get(code) or PROBLEMS.get(code)
    if words is None:
        return gettext("It failed: %(code)s") % {"code": problem.get("detail") or code}
    return str(words) % problem if "%(" in str(words) else str(words)
