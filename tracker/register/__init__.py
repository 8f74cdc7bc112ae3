"""The only writer of commitments, outcomes and findings: what was read, what people decided, what does not add up.

And of the journal of the people's acts at the reading desk.
"""

from tracker.register.acts import (
    MovedOnError,
    Writing,
    note_settled,
    note_unsettled,
    pass_over,
    redo,
    undo,
    unsettled,
    written_down,
)
from tracker.register.admissions import record_admissions
from tracker.register.composing import TwiceError, add, draft, merge, same, split, split_draft
from tracker.register.decisions import CORRECTABLE, PLACE, accept_all, correct, correctable, decide, set_span
from tracker.register.findings import mark_reviewed, replace_findings
from tracker.register.following import follow_targets
from tracker.register.goalposts import missed_of, record_goalposts
from tracker.register.importing import decide_unsaved, write_decided
from tracker.register.locking import PublishedError, refuse_published
from tracker.register.recording import Recorded, record
from tracker.register.repeats import note_repeats, note_repeats_in
from tracker.register.rows import due_on, key_of, standing, to_record
from tracker.register.topics import give_topics

__all__ = [
    "CORRECTABLE",
    "PLACE",
    "MovedOnError",
    "PublishedError",
    "Recorded",
    "TwiceError",
    "Writing",
    "accept_all",
    "add",
    "correct",
    "correctable",
    "decide",
    "decide_unsaved",
    "draft",
    "due_on",
    "follow_targets",
    "give_topics",
    "key_of",
    "mark_reviewed",
    "merge",
    "missed_of",
    "note_repeats",
    "note_repeats_in",
    "note_settled",
    "note_unsettled",
    "pass_over",
    "record",
    "record_admissions",
    "record_goalposts",
    "redo",
    "refuse_published",
    "replace_findings",
    "same",
    "set_span",
    "split",
    "split_draft",
    "standing",
    "to_record",
    "undo",
    "unsettled",
    "write_decided",
    "written_down",
]
