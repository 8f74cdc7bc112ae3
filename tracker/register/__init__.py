"""The only writer of commitments and outcomes: what a reading found, and what people decided about it."""

from tracker.register.admissions import record_admissions
from tracker.register.decisions import CORRECTABLE, correct, decide
from tracker.register.following import follow_targets
from tracker.register.goalposts import record_goalposts
from tracker.register.recording import Recorded, record
from tracker.register.rows import due_on, standing, to_record

__all__ = [
    "CORRECTABLE",
    "Recorded",
    "correct",
    "decide",
    "due_on",
    "follow_targets",
    "record",
    "record_admissions",
    "record_goalposts",
    "standing",
    "to_record",
]
