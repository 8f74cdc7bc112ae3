"""The only writer of links and verdicts.

A verdict is never changed: judging again adds a row where, and only where, the judgement is another one, and says for
what cause. What a person decided (a confirmed or refused link, an override) stands until a person takes it back.
"""

from tracker.ledger.answers import (
    Said,
    answer,
    confirm_link,
    confirm_links,
    find_unanswered,
    refuse_link,
    refuse_links,
    restore,
    said,
    take_back_silence,
    undo_link,
)
from tracker.ledger.holding import hold
from tracker.ledger.overrides import override, withdraw_override
from tracker.ledger.rejudging import agree, judge_around, rejudge, rejudge_all, settle

__all__ = [
    "Said",
    "agree",
    "answer",
    "confirm_link",
    "confirm_links",
    "find_unanswered",
    "hold",
    "judge_around",
    "override",
    "refuse_link",
    "refuse_links",
    "rejudge",
    "rejudge_all",
    "restore",
    "said",
    "settle",
    "take_back_silence",
    "undo_link",
    "withdraw_override",
]
