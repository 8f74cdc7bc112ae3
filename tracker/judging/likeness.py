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
#: What the pledge alone says counts against a match more than what the answer adds.
_ONLY_PLEDGE, _ONLY_ANSWER = 0.55, 0.40


@lru_cache(maxsize=8192)
def features(subject: str) -> tuple[tuple[str, float], ...]:
    """The characters and character pairs of a subject with their weights before rarity, each once."""
    words = name_of(subject).words
    weak = [False] * len(words)
    for match in weak_words().finditer(words):
        weak[match.start() : match.end()] = [True] * (match.end() - match.start())
    found: dict[str, float] = {}
    for at, character in enumerate(words):
        weight = _SINGLE * (_WEAK if weak[at] else 1.0)
        found[character] = max(found.get(character, 0.0), weight)
        if at + 1 < len(words):
            pair = words[at : at + 2]
            weight = _WEAK if weak[at] and weak[at + 1] else 1.0
            found[pair] = max(found.get(pair, 0.0), weight)
    return tuple(found.items())


class Likeness:
    """Likeness of any subject to a fixed list of answers, through an index of their features."""

    def __init__(self, pledges: Iterable[str], answers: Sequence[str]) -> None:
        self._answers = [dict(features(answer)) for answer in answers]
        counts: Counter[str] = Counter()
        subjects = {*pledges, *answers}
        for subject in subjects:
            counts.update(feature for feature, _ in features(subject))
        self._rarity = {feature: log(1 + len(subjects) / count) for feature, count in counts.items()}
        self._index: dict[str, list[int]] = defaultdict(list)
        for number, found in enumerate(self._answers):
            for feature in found:
                self._index[feature].append(number)
        self._mass = [sum(w * self._rarity[f] for f, w in found.items()) for found in self._answers]

    def to(self, subject: str) -> dict[int, float]:
        """The likeness of each answer that shares anything with the subject, by the answer's number."""
        mine = features(subject)
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
