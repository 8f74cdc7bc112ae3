"""The only writer of commitments, outcomes and findings: what was read, what people decided, what does not add up."""

from tracker.register.admissions import record_admissions
from tracker.register.decisions import CORRECTABLE, correct, decide
from tracker.register.findings import replace_findings
from tracker.register.recording import Recorded, record
from tracker.register.rows import due_on, standing, to_record

__all__ = [
    "CORRECTABLE",
    "Recorded",
    "correct",
    "decide",
    "due_on",
    "record",
    "record_admissions",
    "replace_findings",
    "standing",
    "to_record",
]
