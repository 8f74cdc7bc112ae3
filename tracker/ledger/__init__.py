"""The only writer of links and verdicts.

A verdict is never changed: judging again adds a row where, and only where, the judgement is another one, and says for
what cause. What a person decided (a confirmed or refused link, an override) stands until a person takes it back.
"""

from tracker.ledger.holding import hold
from tracker.ledger.people import confirm_link, override, refuse_link, undo_link, withdraw_override
from tracker.ledger.rejudging import judge_around, rejudge, rejudge_all

__all__ = [
    "confirm_link",
    "hold",
    "judge_around",
    "override",
    "refuse_link",
    "rejudge",
    "rejudge_all",
    "undo_link",
    "withdraw_override",
]
