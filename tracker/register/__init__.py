"""The only writer of commitments, outcomes and findings: what was read, what people decided, what does not add up."""

from tracker.register.admissions import record_admissions
from tracker.register.decisions import CORRECTABLE, correct, decide
from tracker.register.findings import replace_findings
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
    "replace_findings",
    "standing",
    "to_record",
]
