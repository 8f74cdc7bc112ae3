"""What a statement is about: the topic of its standing indicator, else what the words of its subject say.

A noun of Chinese ends with what it is (医院污水处理 is about sewage), so of words of two topics the one
at its end decides. Where none stands there the statement is about OTHER, as where no word is known: unsure is not
guessed. The words are those of ``topics.toml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from reports.reading.lexicon.indicators import by_code
from reports.reading.lexicon.topics import TopicWord, end_of, scan, tails
from reports.words import Topic

#: Between two nouns of a list: 燃气和污水处理设施 are two things.
_LISTED = re.compile(r"[、，,；;和及与或]")
#: Quotation marks, brackets with their notes, counts of a footnote.
_MARKS = re.compile(r"[“”\"'‘’《》\[\]〔〕【】\s]|[（(][^（）()]*[）)]")


@dataclass(frozen=True, slots=True)
class _Found:
    word: TopicWord
    start: int
    end: int


def topic_of(subject: str, indicator: str | None = None, clause: str = "") -> Topic:
    """The topic of a statement by its subject, the code of its indicator and the words it is quoted by.

    An indicator that the lexicon knows decides alone. Then the subject: its strong words, and where it has none, those
    that only describe; several topics are decided by the word at the end of the noun. Only where the subject says
    nothing at all the clause is asked, which has to speak of one topic alone. OTHER where none of this says it surely.
    """
    known = by_code().get(indicator or "")
    if known is not None:
        return known.topic
    name = _MARKS.sub("", subject)
    head = _head(name)
    found = _found(name, head)
    for of_weight in ([each for each in found if each.word.is_strong], found):
        if of_weight:
            return _decided(name, head, of_weight)
    return _agreed(_MARKS.sub("", clause))


def _found(name: str, head: int) -> list[_Found]:
    """The words of topics in a noun, in its order; what stands behind its head only where nothing else does."""
    known: list[_Found] = []
    is_covered = False
    for word, start, end in scan(name):
        is_covered |= start < head <= end
        if word is not None:
            known.append(_Found(word, start, end))
    if not is_covered and (last := end_of(name[:head])):
        known.append(_Found(last, head - len(last.word), head))
        known.sort(key=lambda each: each.start)
    return [each for each in known if each.start < head] or known


def _decided(name: str, head: int, found: list[_Found]) -> Topic:
    last = found[-1]
    others = [each for each in found if each.word.topic != last.word.topic]
    if not others:
        return last.word.topic
    if last.end < head or _LISTED.search(name, others[-1].end, last.start):
        return Topic.OTHER
    return last.word.topic


def _agreed(clause: str) -> Topic:
    topics = {word.topic for word, _start, _end in scan(clause) if word is not None and word.is_strong}
    return topics.pop() if len(topics) == 1 else Topic.OTHER


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, tails()))})$")


def _head(name: str) -> int:
    """Where the noun ends that says what it is: before 改造工程, 二期, 建设任务."""
    end = len(name)
    while (tail := _tail().search(name[:end])) and tail.start():
        end = tail.start()
    return end
