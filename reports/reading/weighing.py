"""How much the words of a verb and its object promise that a deed can be checked: a sum of weights.

启动 says it of anything, 建设 only of a thing with a name of its own, 深入推进 of nothing. The weights stand in
``lexicon/deed_weights.toml``; ``manage.py weigh_deeds`` fits them to labelled reports.
"""

from __future__ import annotations

import re
from math import exp
from typing import NamedTuple

from reports.reading.actions import Candidate
from reports.reading.clauses import Clause
from reports.reading.lexicon import deeds as lexicon
from reports.reading.lists import Member

_NAMED = re.compile(r"[一-鿿](?:县|市|区|镇|乡|村|街|路|河|湖|山|桥|江|港|沟|林场|岛|湾)[一-鿿]")
_NUMBERED = re.compile(r"[0-9A-Za-z]|[一二三四五六七八九十两]年|第[一二三四五六七八九十]|[一二三四]期|新一轮|首届|首个")
_RANKED = re.compile(r"国家级|省级|市级|全国|全省|国家|全市|世界")
_SIGNS = (("quoted", re.compile(r"[“《]")), ("numbered", _NUMBERED), ("placed", _NAMED))
#: How long an object is, in threes of characters; the last holds all that is longer.
_LENGTHS = tuple(map(str, range(9)))
#: Verbs that say little by themselves: what they are said of must have a name.
_SLIGHT = frozenset({"works", "carry_out", "hold", "push", "build_up", "erase"})
_HURRIED = re.compile(r"加快|推进|推动")


#: A family of traits and one of its keys.
Trait = tuple[str, str]


class Proposal(NamedTuple):
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
    clause, candidate, member, among, listed, action = proposal
    group, words, form = candidate.verb.group, member.words, candidate.form
    kind, rarity, ending = lexicon.kind_of(words), lexicon.rarity(words), words[-2:]
    found = [
        ("verb", group),
        ("action", action),
        ("kind", kind),
        ("kind_of_verb", f"{group} {kind}"),
        ("ending", ending),
        ("ending_of_verb", f"{group} {ending}"),
        ("section", clause.section),
        ("told_of_verb", f"{group} {clause.kind}"),
        ("rarity", rarity),
        ("form", form),
        ("length", _LENGTHS[min(len(words) // 3, len(_LENGTHS) - 1)]),
    ]
    if form != "after":
        found.append(("form_of_verb", f"{group} {form}"))
    if listed:
        found += [("listed", listed), ("listed_of_verb", f"{group} {listed}")]
    if candidate.prefix:
        if lexicon.listed("soft").search(candidate.prefix):
            found.append(("sign", "soft"))
        if _HURRIED.search(candidate.prefix):
            found.append(("sign", "hurried"))
    named = False
    for sign, pattern in _SIGNS:
        if pattern.search(words):
            named = True
            found.append(("sign", sign))
    if _RANKED.search(words):
        found.append(("sign", "ranked"))
    if lexicon.listed("vague").match(words):
        found.append(("sign", "vague"))
    if group in _SLIGHT:
        found += [("slight", f"{kind} {rarity}"), ("sign", "slight named" if named else "slight")]
    if candidate.verbal:
        found.append(("sign", "verbal"))
    if "的" in words:
        found.append(("sign", "described"))
    if among > 1:
        found.append(("sign", "one of several"))
    return found


def weight(proposal: Proposal) -> int:
    """The sum of the weights of the traits; a deed is read from zero up."""
    weights = lexicon.weights()
    total = weights["base", "all"]
    for trait in traits(proposal):
        total += weights.get(trait, 0)
    return total


def confidence(total: int) -> float:
    """The sum of weights as a probability (0…1), to two places."""
    return round(1 / (1 + exp(-(total + 1) / 10)), 2)
