"""How alike two subjects are, 0…1: shared characters and pairs of characters, the rare ones weighing more.

Rarity is counted over the subjects of the pair of reports at hand, so that 企业 and 项目 weigh little wherever
everything is an enterprise or a project.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from math import log

from tracker.judging.constants import LINK_CONTAINED_LONG
from tracker.judging.naming import name_of, weak_words

_WEAK = 0.25
_SINGLE = 0.35
_CLAUSE = 0.35
#: So many characters of its own make a subject stand by itself.
_ENOUGH = 3.0
#: For a head that the other side does not say: a 病房楼 is answered by no 卫生院.
_HEAD_MISSED = 0.8
_WORTH_A_LOOK = 0.2
#: One and the same name of so many characters is at least so alike, whatever its clauses say.
_SAME, _LONG = 0.75, 6
#: A subject that holds the other whole is at least so like it, when it was not far from it anyway.
_CONTAINED, _NEARLY, _ENOUGH_CONTAINED = 0.54, 0.3, 4
#: Where so many characters of the shorter name stand in the longer one, they are one thing in more words and in less.
_CONTAINED_LONG, _ENOUGH_BY_ITSELF, _ENOUGH_AT_THE_END = float(LINK_CONTAINED_LONG), 6, 4
#: A model of what, the words before it say: 示范村, 试点县.
_MODEL = re.compile("示范|试点|先进|标准")
#: So many characters of its own name a kind.
_ENOUGH_OF_A_KIND = 3
_TRAILING = re.compile(f"(?:{weak_words().pattern})$")
#: What the pledge alone says counts against a match more than what the answer adds.
_ONLY_PLEDGE, _ONLY_ANSWER = 0.55, 0.40


Thing = tuple[str, str]


@lru_cache(maxsize=8192)
def features(subject: str, clause: str = "") -> tuple[tuple[str, float], ...]:
    """The characters and character pairs of a thing with their weights before rarity, each once.

    The clause around the figure adds what the subject leaves out (6条路段实现雨污分流), the less the more the subject
    says by itself.
    """
    found = _of_words(subject, 1.0)
    scale = 1.0 - (1.0 - _CLAUSE) * saying(subject)
    for feature, weight in _of_words(clause, scale).items():
        found.setdefault(feature, weight)
    return tuple(found.items())


def _of_words(text: str, scale: float) -> dict[str, float]:
    words = name_of(text).words
    weak = [False] * len(words)
    for match in weak_words().finditer(words):
        weak[match.start() : match.end()] = [True] * (match.end() - match.start())
    strong_one, weak_one, weak_pair = scale * _SINGLE, scale * _SINGLE * _WEAK, scale * _WEAK
    found: dict[str, float] = {}
    for character, is_weak in zip(words, weak, strict=True):
        weight = weak_one if is_weak else strong_one
        if weight > found.get(character, 0.0):
            found[character] = weight
    for at in range(len(words) - 1):
        pair = words[at : at + 2]
        weight = weak_pair if weak[at] and weak[at + 1] else scale
        if weight > found.get(pair, 0.0):
            found[pair] = weight
    return found


class Likeness:
    """Likeness of any pledge to a fixed list of answers.

    A thing is a pair: its subject, and the clause its figure stands in. The less a subject says by itself (企业, 路段),
    the more the clause has a say.
    """

    def __init__(self, pledges: Sequence[Thing], answers: Sequence[Thing]) -> None:
        self._found: dict[Thing, dict[int, float]] = {}
        self._alone = _Index([(subject, "") for subject, _ in pledges], [(subject, "") for subject, _ in answers])
        self._within = _Index(pledges, answers)
        self._saying = [saying(subject) for subject, _ in answers]
        self._subjects = [subject for subject, _ in answers]
        self._heads = [head_of(subject) for subject, _ in answers]
        self._wholes = [_joined(answer) for answer in answers]

    def to(self, pledge: Thing) -> dict[int, float]:
        """The likeness of each answer that is not altogether unlike the pledge, by the answer's number."""
        if pledge not in self._found:
            self._found[pledge] = self._to(pledge)
        return self._found[pledge]

    def _to(self, pledge: Thing) -> dict[int, float]:
        mine, head = saying(pledge[0]), head_of(pledge[0])
        whole = _joined(pledge)
        alone, within = self._alone.to((pledge[0], "")), self._within.to(pledge)
        found = {}
        for number, alike in within.items():
            if max(alike, alone.get(number, 0.0)) < _WORTH_A_LOOK:
                continue
            weight = min(mine, self._saying[number])
            misses = (head not in self._wholes[number]) + (self._heads[number] not in whole)
            known = (weight * alone.get(number, 0.0) + (1 - weight) * alike) * _HEAD_MISSED**misses
            if _NEARLY < known < _CONTAINED and not misses and contains(pledge[0], self._subjects[number]):
                known = _CONTAINED
            if _NEARLY < known < _CONTAINED_LONG and _holds(pledge[0], self._subjects[number]):
                known = _CONTAINED_LONG
            if known < _SAME and alone.get(number, 0.0) > _SAME and is_same(pledge[0], self._subjects[number]):
                known = _SAME
            found[number] = known
        return found


@lru_cache(maxsize=8)
def likeness_between(pledges: tuple[Thing, ...], answers: tuple[Thing, ...]) -> Likeness:
    """The likeness of these pledges to these answers; a person's decisions about one pair of reports ask it again."""
    return Likeness(pledges, answers)


@lru_cache(maxsize=8192)
def head_of(subject: str) -> str:
    """The last two characters that say anything: what a Chinese name is a kind of (卫生院病房楼 is a 楼)."""
    words = name_of(subject).words
    bare = words
    while match := _TRAILING.search(bare):
        bare = bare[: match.start()]
    return (bare or words)[-2:]


@lru_cache(maxsize=8192)
def is_same(one: str, other: str) -> bool:
    """Whether two subjects are one name, long enough to say something though its words are weak: 县级以上重点项目."""
    return min(len(one), len(other)) >= _LONG and name_of(one) == name_of(other)


@lru_cache(maxsize=8192)
def contains(longer: str, shorter: str) -> bool:
    """Whether all that the shorter subject says stands in the longer one, in order, and is enough to go by.

    贫困白内障患者复明手术 contains 白内障手术.
    """
    wanted = weak_words().sub("", name_of(shorter).words)
    if len(wanted) < _ENOUGH_CONTAINED:
        return False
    rest = iter(name_of(longer).words)
    return all(character in rest for character in wanted)


@lru_cache(maxsize=8192)
def _holds(one: str, other: str) -> bool:
    """Whether one of two subjects holds all of the other, which says much: 京东方第8.6代线, 京东方第8.6代…生产线.

    Less will do in one piece at the end (107国道北河大桥), but not behind another thing (高校毕业生、零就业家庭). Both
    end alike, for a name that only stands before another thing (国土空间规划…三条控制线) is not that thing.
    """
    if head_of(one)[-1:] != head_of(other)[-1:]:
        return False
    shorter, longer = sorted((weak_words().sub("", name_of(subject).words) for subject in (one, other)), key=len)
    if len(shorter) >= _ENOUGH_AT_THE_END and longer.endswith(shorter) and "、" not in one + other:
        return True
    return len(shorter) >= _ENOUGH_BY_ITSELF and (contains(one, other) or contains(other, one))


@lru_cache(maxsize=8192)
def is_one_of(subject: str, kind: str) -> bool:
    """Whether the subject is the kind with something before it that says which one, the kind saying enough by itself.

    困扰群众出行的“断头路” is a 断头路; 国家级乡村振兴示范村 is a 示范村, which says too little.
    """
    words, whole = name_of(kind).words, name_of(subject).words
    if weak_words().search(words) or len(_MODEL.sub("", words)) < _ENOUGH_OF_A_KIND:
        return False
    return whole != words and whole.endswith(words)


def _joined(thing: Thing) -> str:
    return name_of(thing[0]).words + name_of(thing[1]).words


@lru_cache(maxsize=8192)
def saying(subject: str) -> float:
    """How much a subject says by itself, 0…1: its characters outside weak words, three being enough, one nothing."""
    own = len(weak_words().sub("", name_of(subject).words))
    return min(1.0, own / _ENOUGH) if own > 1 else 0.0


class _Index:
    """Weighted overlap of the features of one thing with those of many."""

    def __init__(self, pledges: Iterable[Thing], answers: Sequence[Thing]) -> None:
        things = {*pledges, *answers}
        counts = Counter(chain.from_iterable(_names(*thing) for thing in things))
        rarity_of = {count: log(1 + len(things) / count) for count in set(counts.values())}
        self._rarity = rarity = {feature: rarity_of[count] for feature, count in counts.items()}
        #: By feature the answers that have it, each with its weight times the feature's rarity.
        self._index: dict[str, list[tuple[int, float]]] = {feature: [] for feature in counts}
        self._mass = []
        for number, answer in enumerate(answers):
            mass = 0.0
            for feature, weight in features(*answer):
                weighted = weight * rarity[feature]
                self._index[feature].append((number, weighted))
                mass += weighted
            self._mass.append(mass)

    def to(self, pledge: Thing) -> dict[int, float]:
        total = 0.0
        shared: dict[int, float] = defaultdict(float)
        for feature, weight in features(*pledge):
            weighted = weight * self._rarity[feature]
            total += weighted
            for number, other in self._index[feature]:
                shared[number] += weighted if weighted < other else other
        base = _ONLY_PLEDGE * total
        both = 1 - _ONLY_PLEDGE - _ONLY_ANSWER
        mass = self._mass
        return {
            number: common / (both * common + base + _ONLY_ANSWER * mass[number]) for number, common in shared.items()
        }


@lru_cache(maxsize=8192)
def _names(subject: str, clause: str) -> tuple[str, ...]:
    return tuple(feature for feature, _weight in features(subject, clause))
