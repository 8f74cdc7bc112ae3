"""How much the words of a verb and its object promise that a deed can be checked: a sum of weights.

启动 says it of anything, 建设 only of a thing with a name of its own, 深入推进 of nothing. The weights stand in
``lexicon/deed_weights.toml``; ``manage.py weigh_deeds`` fits them to labelled reports.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from math import exp

from reports.reading.candidates import Candidate
from reports.reading.clauses import Clause
from reports.reading.lexicon import deeds as lexicon
from reports.reading.lists import Member
from reports.reading.record import record
from reports.words import Kind, Section

_PLACED = re.compile(r"[一-鿿](?:县|市|区|镇|乡|村|街|路|河|湖|山|桥|江|港|沟|林场|岛|湾)[一-鿿]")
_NUMBERED = re.compile(r"[0-9A-Za-z]|[一二三四五六七八九十两]年|第[一二三四五六七八九十]|[一二三四]期|新一轮|首届|首个")
_RANKED = re.compile(r"国家级|省级|市级|全国|全省|国家|全市|世界")
#: An object of so many threes of characters is as long as any.
LONGEST = 8
#: Verbs that say little by themselves: what they are said of must have a name.
_SLIGHT = frozenset({"works", "carry_out", "hold", "push", "build_up", "erase"})
_HURRIED = re.compile(r"加快|推进|推动")
#: Signs of a name of its own, and what else the words of an object show of one.
_NAMING = ("quoted", "numbered", "placed")
_SHOWN = (*_NAMING, "ranked", "vague")

#: A family of traits and one of its keys.
Trait = tuple[str, str]


@record
class Proposal:
    """What could be a deed: a verb of a clause with one of the ``among`` members it is said of.

    ``listed`` is "counted" where the list ends in a count (A、B等5个项目), "open" where it ends in 等, else empty.
    """

    clause: Clause
    candidate: Candidate
    member: Member
    among: int
    listed: str
    action: str


def traits(proposal: Proposal) -> list[Trait]:
    """What speaks for and against a deed: (family, key), the tables and keys of ``deed_weights.toml``."""
    clause, candidate, words = proposal.clause, proposal.candidate, proposal.member.words
    group, listed, several = candidate.verb.group, proposal.listed, proposal.among > 1
    kind, signs = lexicon.kind_of(words), _signs(words)
    return [
        *_of_verb(
            group, proposal.action, candidate.form, listed, candidate.verbal, several, clause.section, clause.kind
        ),
        *_of_prefix(candidate.prefix),
        *_of_object(group, words[-2:], kind, len(words) // 3, "的" in words),
        *_of_signs(*signs),
        *_of_name(group, kind, _is_named(signs), lexicon.rarity(words)),
    ]


def weight(proposal: Proposal) -> int:
    """The sum of the weights of the traits; a deed is read from zero up.

    Below zero it may be no more than a bound: what costs most is asked last, and only where it can still decide.
    """
    clause, candidate, words = proposal.clause, proposal.candidate, proposal.member.words
    group, listed, several = candidate.verb.group, proposal.listed, proposal.among > 1
    kind = lexicon.kind_of(words)
    total = (
        lexicon.weights()["base", "all"]
        + _weight_of_verb(
            group, proposal.action, candidate.form, listed, candidate.verbal, several, clause.section, clause.kind
        )
        + _weight_of_object(group, words[-2:], kind, len(words) // 3, "的" in words)
    )
    if candidate.prefix:
        total += _weight_of_prefix(candidate.prefix)
    most = total + _most_of_signs_and_name(group, kind)
    if most < 0:
        return most
    signs = _signs(words)
    total += _weight_of_signs(*signs)
    named = _is_named(signs)
    most = total + _most_of_name(group, kind, named)
    if most < 0:
        return most
    return total + _weight_of_name(group, kind, named, lexicon.rarity(words))


@cache
def confidence(total: int) -> float:
    """The sum of weights as a probability (0…1), to two places."""
    return round(1 / (1 + exp(-(total + 1) / 10)), 2)


def _of_verb(
    group: str, action: str, form: str, listed: str, verbal: bool, several: bool, section: Section, kind: Kind | None
) -> list[Trait]:
    found = [("verb", group), ("action", action), ("form", form)]
    if form != "after":
        found.append(("form_of_verb", f"{group} {form}"))
    if listed:
        found += [("listed", listed), ("listed_of_verb", f"{group} {listed}")]
    if verbal:
        found.append(("sign", "verbal"))
    if several:
        found.append(("sign", "one of several"))
    return [*found, ("section", section), ("told_of_verb", f"{group} {kind}")]


def _of_prefix(prefix: str) -> list[Trait]:
    found = []
    if lexicon.listed("soft").search(prefix):
        found.append(("sign", "soft"))
    if _HURRIED.search(prefix):
        found.append(("sign", "hurried"))
    return found


def _of_object(group: str, ending: str, kind: str, thirds: int, described: bool) -> list[Trait]:
    found = [("ending", ending), ("ending_of_verb", f"{group} {ending}"), ("kind", kind)]
    found += [("kind_of_verb", f"{group} {kind}"), ("length", str(min(thirds, LONGEST)))]
    return [*found, ("sign", "described")] if described else found


def _of_signs(*signs: str) -> list[Trait]:
    return [("sign", sign) for sign in signs]


def _of_name(group: str, kind: str, named: bool, rarity: str) -> list[Trait]:
    found = [("rarity", rarity)]
    if group in _SLIGHT:
        found += [("slight", f"{kind} {rarity}"), ("sign", "slight named" if named else "slight")]
    return found


def _signs(words: str) -> list[str]:
    """What the words show of a name, in the order of ``_SHOWN``."""
    found = []
    if "“" in words or "《" in words:
        found.append("quoted")
    if _NUMBERED.search(words):
        found.append("numbered")
    if _PLACED.search(words):
        found.append("placed")
    if _RANKED.search(words):
        found.append("ranked")
    if lexicon.listed("vague").match(words):
        found.append("vague")
    return found


def _is_named(signs: list[str]) -> bool:
    return bool(signs) and signs[0] in _NAMING


def _weight_of(traits: Callable[..., list[Trait]]) -> Callable[..., int]:
    """The sum of the weights of what ``traits`` tells, kept: most of what is asked has been asked before."""

    @lru_cache(maxsize=20_000)
    def total(*features: object) -> int:
        weights = lexicon.weights()
        return sum([weights.get(trait, 0) for trait in traits(*features)])

    return total


_weight_of_verb = _weight_of(_of_verb)
_weight_of_prefix = _weight_of(_of_prefix)
_weight_of_object = _weight_of(_of_object)
_weight_of_signs = _weight_of(_of_signs)
_weight_of_name = _weight_of(_of_name)


@cache
def _most_of_name(group: str, kind: str, named: bool) -> int:
    """The most that the rarity of a name can add."""
    return max(_weight_of_name(group, kind, named, rarity) for rarity in lexicon.RARITIES)


@cache
def _most_of_signs_and_name(group: str, kind: str) -> int:
    """The most that the signs and the rarity of a name can add."""
    signs = {sign: max(0, _weight_of_signs(sign)) for sign in _SHOWN}
    plain = sum(most for sign, most in signs.items() if sign not in _NAMING)
    return max(sum(signs.values()) + _most_of_name(group, kind, True), plain + _most_of_name(group, kind, False))
