"""What became of what was said: commitments, outcomes, the links between them, verdicts, and what follows from them."""

from tracker.models.findings import Finding
from tracker.models.goalposts import Goalpost
from tracker.models.standings import Standing
from tracker.models.statements import Commitment, Indicator, Link, Outcome
from tracker.models.verdicts import Tally, Verdict

__all__ = ["Commitment", "Finding", "Goalpost", "Indicator", "Link", "Outcome", "Standing", "Tally", "Verdict"]
