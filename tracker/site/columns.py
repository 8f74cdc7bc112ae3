"""What each column of a download says. The writers name the columns; here each name has its meaning, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column says; ``words`` is the part of the glossary that explains its codes, empty where it has none."""

    text: Any
    words: str = ""


#: By the name the writers give the column; a name that means the same in several downloads stands once.
MEANINGS: Mapping[str, Meaning] = {
    # Places and years.
    gettext_noop("Code"): Meaning(_("The government’s six digits of GB/T 2260.")),
    gettext_noop("Government"): Meaning(_("Its name in the language of the address.")),
    gettext_noop("Year"): Meaning(_("The year the statement is about: for several years together, the last of them.")),
    gettext_noop("Year or all years"): Meaning(_("The year, or the words “all years” where all are counted together.")),
    gettext_noop("Report of the year on record"): Meaning(
        _("Whether the work report that plans for the year has been read; for all years, whether any has.")
    ),
    gettext_noop("Due on"): Meaning(_("The last day on which the pledge could be kept.")),
    gettext_noop("Due in"): Meaning(_("The year in which the target falls due.")),
    # Counts and rates.
    gettext_noop("Rank"): Meaning(
        _("By kept rate; equal rates share a rank, and below ten due pledges the cell is empty.")
    ),
    gettext_noop("Due"): Meaning(
        _("How many pledges should have been answered: the five verdicts of the bar together.")
    ),
    gettext_noop("Answered"): Meaning(_("How many of them were: kept, kept in part, or not kept.")),
    gettext_noop("Kept rate"): Meaning(
        _("Kept ÷ answered, from 0 to 1; empty where none was answered, and in comparisons below ten due pledges.")
    ),
    gettext_noop("Interval, low"): Meaning(_("The lower end of the 95 % Wilson interval of the kept rate.")),
    gettext_noop("Interval, high"): Meaning(_("The upper end of that interval.")),
    gettext_noop("Answer rate"): Meaning(_("Answered ÷ due, from 0 to 1.")),
    gettext_noop("Kept by a whole list"): Meaning(
        _("How many of the kept rest on one sentence that says a whole list was done, without figures of their own.")
    ),
    gettext_noop("Kept rate without lists"): Meaning(
        _("The kept rate with these left out of both kept and answered; empty where nothing else was answered.")
    ),
    gettext_noop("Reviewed by a person"): Meaning(
        _("In lists, yes or no; in the table of governments, how many of the pledges.")
    ),
    # Statements.
    gettext_noop("Topic"): Meaning(
        _("The topic of its indicator, else what its words say; “other” where they do not say it surely.")
    ),
    gettext_noop("Indicator code"): Meaning(_("The code of the standing indicator; empty where it is none.")),
    gettext_noop("Indicator"): Meaning(_("The indicator’s name in the language of the address.")),
    gettext_noop("Subject"): Meaning(_("What the figure is of, in the report’s own words.")),
    gettext_noop("Quote of the pledge"): Meaning(_("The words of the report in which it was promised.")),
    gettext_noop("Measure"): Meaning(_("What the figure measures."), "measures"),
    gettext_noop("Comparator"): Meaning(_("How the outcome is to stand to the target."), "comparators"),
    gettext_noop("Target"): Meaning(_("The figure promised, as printed; “redacted” where the text blanks it.")),
    gettext_noop("Upper target"): Meaning(_("The upper end, where a range was promised.")),
    gettext_noop("Unit"): Meaning(_("The unit of the target, as printed.")),
    # Verdicts and what they rest on.
    gettext_noop("Verdict code"): Meaning(_("The verdict’s code, the same in both languages."), "verdicts"),
    gettext_noop("Verdict"): Meaning(_("Its name in the language of the address."), "verdicts"),
    gettext_noop("Rule"): Meaning(_("The published rule it was reached by, with its version."), "rules"),
    gettext_noop("Flags"): Meaning(_("What else is to be known of the verdict, codes with a space between."), "flags"),
    gettext_noop("Quote of the outcome"): Meaning(_("The words of the report that answer, or tell the outcome.")),
    gettext_noop("Reported"): Meaning(_("The figure reported, as printed.")),
    gettext_noop("Unit reported"): Meaning(_("Its unit, as printed.")),
    gettext_noop("Source of the outcome"): Meaning(_("The kind of document the outcome stands in."), "reports"),
    gettext_noop("Vintage"): Meaning(_("How settled its figures are, where the document says so."), "vintages"),
    gettext_noop("Comparison"): Meaning(_("The sum behind the verdict.")),
    gettext_noop("Why"): Meaning(_("The same in a sentence; a person’s reason where a person decided.")),
    gettext_noop("Address"): Meaning(_("The page of this site where it can be read with its evidence.")),
    # Five-year targets.
    gettext_noop("Standing code"): Meaning(_("How the target stood at the end of the year."), "standings"),
    gettext_noop("Standing"): Meaning(_("Its name in the language of the address."), "standings"),
    gettext_noop("Reason code"): Meaning(_("Why no standing is told, where none is.")),
    gettext_noop("So far"): Meaning(_("The value reached by the end of the year.")),
    gettext_noop("Even pace asks"): Meaning(_("What an even pace would have reached by then.")),
    gettext_noop("Unit of both"): Meaning(_("The unit of these two figures.")),
    gettext_noop("Figures used"): Meaning(_("The printed figures behind them, each with its year.")),
    gettext_noop("Of the last year"): Meaning(_("Whether it is the year in which the target is due.")),
    gettext_noop("Computed from annual figures"): Meaning(_("Whether the value was worked out from single years.")),
    gettext_noop("How it comes about"): Meaning(_("The same in a sentence.")),
    # Moved targets.
    gettext_noop("Year before"): Meaning(_("The year of the earlier plan.")),
    gettext_noop("Year after"): Meaning(_("The year of the later plan.")),
    gettext_noop("Kind code"): Meaning(_("How the target moved."), "moves"),
    gettext_noop("Severity"): Meaning(_("How much it says: info or warning."), "severities"),
    gettext_noop("Quote of the pledge before"): Meaning(_("The earlier plan’s words.")),
    gettext_noop("Quote of the pledge after"): Meaning(_("The later plan’s words; empty where the target is gone.")),
    gettext_noop("What changed"): Meaning(_("The change in a sentence.")),
    gettext_noop("Address before"): Meaning(_("The page of the earlier pledge.")),
    gettext_noop("Address after"): Meaning(_("The page of the later one.")),
    # The logs and the public export, whose columns are named alike in both languages.
    "jurisdiction": Meaning(_("The government’s six digits of GB/T 2260.")),
    "name": Meaning(_("Its Chinese name.")),
    "government": Meaning(_("Its Chinese name.")),
    "government_english": Meaning(_("Its English name.")),
    "year": Meaning(_("The year the statement is about: for several years together, the last of them.")),
    "plan_year": Meaning(_("The year the report plans for.")),
    "subject": Meaning(_("What the figure is of, in the report’s own words.")),
    "from": Meaning(_("The verdict before."), "verdicts"),
    "to": Meaning(_("The verdict after."), "verdicts"),
    "cause": Meaning(_("Why the verdict was added."), "causes"),
    "reason": Meaning(_("The reason that was given.")),
    "source": Meaning(_("The source that a person gave for it.")),
    "decided_at": Meaning(_("When, in UTC.")),
    "position": Meaning(_("The verdict’s place in its government’s chain, from 1.")),
    "hash": Meaning(_("SHA-256 of all that the row states, as JSON with sorted keys and no spaces.")),
    "kind": Meaning(_("The kind of document."), "reports"),
    "vintage": Meaning(_("How settled its figures are, where the document says so."), "vintages"),
    "act": Meaning(_("published, reopened or withdrawn.")),
    "at": Meaning(_("When, in UTC.")),
    "statements": Meaning(_("How many statements the act covers.")),
    "links": Meaning(_("How many links between pledges and outcomes it covers.")),
    "text_sha256": Meaning(_("SHA-256 of the report’s text, as its page shows it.")),
    "told_in": Meaning(_("The plan year of the last report that the finding needs.")),
    "severity": Meaning(_("How much it says: info, warning or error."), "severities"),
    "indicator": Meaning(_("The code of the standing indicator; empty where it is none.")),
    "explanation": Meaning(_("The finding in a sentence, in Chinese.")),
    "explanation_english": Meaning(_("The same in English.")),
    "report": Meaning(_("SHA-256 of the report’s text, as its page shows it.")),
    "later_report": Meaning(_("The same of the report of the year after, where the finding needs both.")),
    "figures": Meaning(
        _("JSON: each printed figure, its place in the text and the interval it was rounded from."), "roles"
    ),
    "computation": Meaning(_("JSON: what was done with the intervals, and what came out.")),
    "reviewed": Meaning(_("Whether people stand behind the statements it rests on.")),
    "previous": Meaning(_("The hash of the verdict before it of the same government; 64 zeros before the first.")),
    "pledge": Meaning(_("The pledge: SHA-256 of its report’s text, its place in characters, its subject and year.")),
    "sequence": Meaning(_("Its number among the verdicts on the same pledge, from 1.")),
    "code": Meaning(_("The verdict’s code, the same in both languages."), "verdicts"),
    "rule": Meaning(_("The code of the published rule it was reached by."), "rules"),
    "rule_version": Meaning(_("The rule’s version.")),
    "outcome": Meaning(_("The outcome that answers, told like the pledge; null where nothing does.")),
    "derivation": Meaning(_("Every figure, conversion, tolerance and band that the verdict rests on.")),
    "flags": Meaning(_("What else is to be known of the verdict."), "flags"),
    "note": Meaning(_("The reason that a person gave.")),
    "decided_by_a_person": Meaning(_("Whether a person decided; nobody is named.")),
}

#: Where a name means something else in one download, by the download's anchor.
MEANT_THERE: Mapping[tuple[str, str], Meaning] = {
    ("search_outcomes", gettext_noop("Kind")): Meaning(
        _("An outcome, or a shortfall that the government admits."), "kinds"
    ),
    ("search_outcomes", "Address"): Meaning(_("The place in the report where its words stand.")),
    ("goalposts", "Kind"): Meaning(_("How the target moved, in the language of the address."), "moves"),
    ("findings", "kind"): Meaning(_("What disagrees."), "findings"),
    ("findings", "year"): Meaning(_("The year of the figures; empty where the finding is of none.")),
    ("verdicts", "reason"): Meaning(_("The code of the reason, where the verdict has one.")),
}


def meaning_of(download: str, name: str) -> Meaning:
    """What a column of a download says. Raises KeyError for a column that nobody has explained."""
    return MEANT_THERE.get((download, name)) or MEANINGS[name]
