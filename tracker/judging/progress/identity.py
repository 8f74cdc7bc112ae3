"""What a figure of a target, or of a year, is a figure of: its indicator, else its very name, with its scope."""

from __future__ import annotations

import re
from dataclasses import replace

from reports.reading.lexicon.indicators import by_code, find
from reports.reading.records import Statement
from reports.words import Measure
from tracker.judging.audit.series import Key as Identity
from tracker.judging.audit.series import key_of
from tracker.judging.comparing import Side
from tracker.judging.spans import before_number

__all__ = ["Identity", "identity_of"]

#: Before the subject of a target: “十三五”时期经济, 今后五年生产总值.
_WHEN = re.compile(r"^.{0,16}?(?:“?(?:九|十[一二三四五六]?)五”?(?:时期|期间|末)|(?:今后|未来)[五5]年)我?[国省市县区]?")
#: A name shorter than this (项目, 道路) may be anything's.
_SHORTEST_NAME = 4
_MARK = re.compile(r"[，。；,;]")


def identity_of(side: Side) -> Identity | None:
    """The identity of the statement's subject; None where its words name nothing certain.

    经济 that grows is the economy: 经济年均增长5%.
    """
    statement = side.statement
    subject = _WHEN.sub("", statement.subject) or statement.subject
    code = side.indicator
    if code is None and statement.measure != Measure.DONE:
        forms = [subject, f"{subject}增长"] if statement.measure == Measure.GROWTH else [subject]
        code = next((known.code for form in forms if (known := find(form))), None)
    quote = _own_words(statement) if code else statement.quote
    key = key_of(replace(statement, subject=subject, indicator=code, quote=quote))
    if code is None:
        return key if len(key.name) >= _SHORTEST_NAME else None
    # 城镇 is part of what 城镇新增就业 is, wherever the words put it.
    return replace(key, scope=frozenset(word for word in key.scope if word not in by_code()[code].zh))


def _own_words(statement: Statement) -> str:
    """The quote without a list of subjects before the figure: 城镇居民收入、农村居民收入分别… is of two scopes."""
    before = before_number(statement)
    is_list = "、" in _MARK.split(before)[-1]
    return " " * len(before) + statement.quote[len(before) :] if is_list else statement.quote
