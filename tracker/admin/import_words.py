"""What an import says: why a file or a row cannot be taken, what a row does, how far the work has come."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tracker.imports import Act
from tracker.models import Job

#: The stages of the work, by their codes.
STAGES = {
    "opening": _("Reading the file"),
    "checking": _("Checking the rows"),
    "writing": _("Writing the rows"),
    "judging": _("Judging the governments anew"),
}

#: What a row does.
ACTS = {
    Act.ADDED: _("added"),
    Act.CORRECTED: _("corrected"),
    Act.ACCEPTED: _("accepted"),
    Act.REJECTED: _("rejected"),
    Act.HANDED_BACK: _("handed back to the machine"),
    Act.CHANGED: _("changed"),
}

#: Why a whole file cannot be taken.
PROBLEMS = {
    "empty": _("The file is empty."),
    "no_rows": _("The file holds a header and no rows."),
    "old_excel": _("This format is not read. Save the file as .xlsx or as CSV (UTF-8), without a password."),
    "encoding": _("The file’s characters cannot be read. Save it as CSV UTF-8, or as .xlsx."),
    "broken_csv": _("The CSV is broken at row %(row)s: a quotation mark is opened and not closed."),
    "damaged": _("The workbook is damaged or is none. Open it, save it again as .xlsx, and upload that."),
    "too_large": _("The workbook is too large when it is unpacked. Divide it into several files."),
    "merged": _("Cells %(cell)s are merged. Unmerge them, so that every row has its own cells."),
    "too_many_rows": _("The file has more than %(most)s rows. Divide it into several files."),
    "no_header": _("The first row must name the columns (%(columns)s …). It reads: %(found)s"),
    "column_twice": _("The column “%(name)s” is there twice. Keep one of them."),
    "column_without_name": _("Several columns have no name in the first row. Name them or delete them."),
    "unknown_column": _("There is no column “%(name)s”. The columns are: %(known)s."),
    "unknown_column_like": _("There is no column “%(name)s”. Is “%(near)s” meant?"),
    "missing_columns": _("Without these columns no row says what it is about: %(names)s."),
    "stale": _("The data have changed since the preview, so nothing was imported. Check the file again and look at what it would do now."),
    "database": _("The database refuses something in rows %(first)s to %(last)s (%(name)s). Nothing was imported."),
}  # fmt: skip

#: What is wrong with a row.
ROW_PROBLEMS = {
    "admission": _("This commitment is known from an admission alone, so it has no figure."),
    "beyond": _("The text of the report ends at %(length)s."),
    "blank": _("This must not be empty."),
    "both": _("A row is handed back to the machine or corrected, not both."),
    "code_taken": _("The code is held by %(holder)s. Give that place the day on which it ceased first."),
    "day": _("Write a day: 2019-06-30."),
    "deadline": _("Write a month (2019-06), a day (2019-06-30) or a year (2019)."),
    "deed": _("A deed has no figure: choose what the figure measures."),
    "figure_outside": _("The figure must stand inside the quote."),
    "figure_without_place": _("Say where the figure stands in the text: number_start and number_end."),
    "figure_words": _("At the figure’s place the text says “%(stands)s”."),
    "formula": _("This is a formula. Replace it by its value."),
    "half_a_figure": _("A figure has a beginning and an end: give both number_start and number_end, or neither."),
    "indicator": _("There is no indicator with this code."),
    "indicator_like": _("There is no indicator with this code. Is “%(near)s” meant?"),
    "moved": _("A stored statement is not moved by an import; here is stored: “%(stored)s”. Leave id empty to add another statement."),
    "new_is_accepted": _("A statement that you add is accepted by you: write accepted or nothing."),
    "no_range": _("Only a range has an upper figure."),
    "no_report": _("Say which report it is of: report_sha256, or place_code and report_year; or give an id."),
    "no_such_id": _("No statement has this id."),
    "no_such_report": _("There is no such report of %(place)s for %(year)s here."),
    "no_such_text": _("There is no report with this hash here."),
    "nothing_to_reach": _("A pledge needs a figure to reach, unless it is a deed or to keep in step."),
    "other_report": _("The statement with this id is of another report: %(place)s %(year)s."),
    "period": _("Write a year (2018) or a span of years (2011-2015)."),
    "published": _("The reading of %(place)s %(year)s is published. It must be reopened before anything in it is changed."),
    "quote": _("At this place the text says “%(stands)s”."),
    "quote_elsewhere": _("At this place the text says “%(stands)s”. The quote stands from %(at)s to %(until)s."),
    "range": _("A range needs its lower and its upper figure."),
    "same_as": _("It would then be the same as the statement with the id %(other)s."),
    "several_reports": _("There are several such reports of %(place)s for %(year)s. Name the one by report_sha256."),
    "span": _("The quote must end after it begins."),
    "superseded": _("A newer version has taken this text’s place. Add the statement there."),
    "too_long": _("No more than %(most)s characters."),
    "too_wide": _("The row has more cells than the header, which names %(columns)s columns."),
    "twice": _("Row %(first)s is about the same already."),
    "value": _("Write the figure as printed (8.5), “redacted” for a blanked one, or a ratio (1.3:17.4:81.3)."),
    "value_high": _("Write the upper figure in digits: 6.5."),
    "whole": _("Write a whole number."),
    "word": _("Write one of: %(allowed)s."),
}  # fmt: skip


def why(problem: dict[str, Any]) -> str:
    """What is wrong with a row, in the language active now."""
    if problem["code"] == "field":
        words: dict[str, str] = problem["words"]
        return words["zh-hans" if (get_language() or "en").startswith("zh") else "en"]
    return str(ROW_PROBLEMS[problem["code"]]) % problem


def counted(job: Job) -> str:
    """What a check found or an import did, in one sentence."""
    result = job.result
    parts = [
        gettext("%(count)s %(act)s") % {"act": ACTS[act], "count": f"{result['acts'][act]:,}"}
        for act in Act
        if act in result["acts"]
    ]
    said = [gettext("%(count)s unchanged") % {"count": f"{result['unchanged']:,}"}]
    if result["problems"]:
        count = result["problems"]
        said.append(ngettext("%(count)s error", "%(count)s errors", count) % {"count": f"{count:,}"})
    if "verdicts" in result:
        count = result["verdicts"]
        said.append(ngettext("%(count)s verdict added", "%(count)s verdicts added", count) % {"count": f"{count:,}"})
    return " · ".join([*parts, *said])


def page_of(job: Job) -> str:
    """The address at which a check is looked at and confirmed, and an import's result read."""
    app = "reports" if job.asked["table"] == "jurisdiction" else "tracker"
    return reverse(f"admin:{app}_{job.asked['table']}_import_job", args=[job.pk])
