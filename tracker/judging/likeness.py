"""How alike two subjects are, 0…1: shared characters and pairs of characters, the rare ones weighing more.

Rarity is counted over the subjects of the pair of reports at hand, so that 企业 and 项目 weigh little wherever
everything is an enterprise or a project.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log

from tracker.judging.naming import name_of, weak_words

_WEAK = 0.25
_SINGLE = 0.35
_CLAUSE = 0.35
#: What the pledge alone says counts against a match more than what the answer adds.
_ONLY_PLEDGE, _ONLY_ANSWER = 0.55, 0.40


@lru_cache(maxsize=8192)
def features(subject: str, clause: str = "") -> tuple[tuple[str, float], ...]:
    """The characters and character pairs of a thing with their weights before rarity, each once.

    The clause around the figure adds what the subject leaves out (6条路段实现雨污分流), at less weight.
    """
    found = _of_words(subject, 1.0)
    for feature, weight in _of_words(clause, _CLAUSE).items():
        found.setdefault(feature, weight)
    return tuple(found.items())


def _of_words(text: str, scale: float) -> dict[str, float]:
    words = name_of(text).words
    weak = [False] * len(words)
    for match in weak_words().finditer(words):
        weak[match.start() : match.end()] = [True] * (match.end() - match.start())
    found: dict[str, float] = {}
    for at, character in enumerate(words):
        weight = scale * _SINGLE * (_WEAK if weak[at] else 1.0)
        found[character] = max(found.get(character, 0.0), weight)
        if at + 1 < len(words):
            weight = scale * (_WEAK if weak[at] and weak[at + 1] else 1.0)
            pair = words[at : at + 2]
            found[pair] = max(found.get(pair, 0.0), weight)
    return found


class Likeness:
    """Likeness of any pledge to a fixed list of answers, through an index of their features.

    A thing is a pair: its subject, and the clause its figure stands in.
    """

    def __init__(self, pledges: Iterable[tuple[str, str]], answers: Sequence[tuple[str, str]]) -> None:
        self._answers = [dict(features(*answer)) for answer in answers]
        counts: Counter[str] = Counter()
        subjects = {*pledges, *answers}
        for subject in subjects:
            counts.update(feature for feature, _ in features(*subject))
        self._rarity = {feature: log(1 + len(subjects) / count) for feature, count in counts.items()}
        self._index: dict[str, list[int]] = defaultdict(list)
        for number, found in enumerate(self._answers):
            for feature in found:
                self._index[feature].append(number)
        self._mass = [sum(w * self._rarity[f] for f, w in found.items()) for found in self._answers]

    def to(self, pledge: tuple[str, str]) -> dict[int, float]:
        """The likeness of each answer that shares anything with the pledge, by the answer's number."""
        mine = features(*pledge)
        total = sum(weight * self._rarity.get(feature, 0.0) for feature, weight in mine)
        shared: dict[int, float] = defaultdict(float)
        for feature, weight in mine:
            for number in self._index.get(feature, ()):
                shared[number] += min(weight, self._answers[number][feature]) * self._rarity[feature]
        return {
            number: common
            / (common + _ONLY_PLEDGE * max(0.0, total - common) + _ONLY_ANSWER * max(0.0, self._mass[number] - common))
            for number, common in shared.items()
        }
