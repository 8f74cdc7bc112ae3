"""What became of what was said: commitments, outcomes, the links between them, verdicts, and what follows from them."""

from tracker.models.acts import Act
from tracker.models.codings import Assignment, Coding
from tracker.models.findings import Finding
from tracker.models.goalposts import Goalpost
from tracker.models.history import Change
from tracker.models.jobs import Job
from tracker.models.publications import Publication
from tracker.models.requests import CorrectionRequest
from tracker.models.standings import Standing
from tracker.models.statements import Commitment, Indicator, Link, Outcome, Silence
from tracker.models.verdicts import Tally, TopicTally, Verdict

__all__ = [
    "Act",
    "Assignment",
    "Change",
    "Coding",
    "Commitment",
    "CorrectionRequest",
    "Finding",
    "Goalpost",
    "Indicator",
    "Job",
    "Link",
    "Outcome",
    "Publication",
    "Silence",
    "Standing",
    "Tally",
    "TopicTally",
    "Verdict",
]
