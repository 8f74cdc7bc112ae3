"""How much the words of a verb and its object promise that a deed can be checked: a sum of weights.

启动 says it of anything, 建设 only of a thing with a name of its own, 深入推进 of nothing. The weights stand in
``lexicon/deed_weights.toml``; ``manage.py weigh_deeds`` fits them to labelled reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import exp
from typing import NamedTuple

from reports.reading.actions import Candidate
from reports.reading.clauses import Clause
from reports.reading.lexicon import deeds as lexicon
from reports.reading.lists import Member

_NAMED = re.compile(r"[一-鿿](?:县|市|区|镇|乡|村|街|路|河|湖|山|桥|江|港|沟|林场|岛|湾)[一-鿿]")
_NUMBERED = re.compile(r"[0-9A-Za-z]|[一二三四五六七八九十两]年|第[一二三四五六七八九十]|[一二三四]期|新一轮|首届|首个")
_RANKED = re.compile(r"国家级|省级|市级|全国|全省|国家|全市|世界")
_QUOTED = re.compile(r"[“《]")
#: Verbs that say little by themselves: what they are said of must have a name.
_SLIGHT = frozenset({"works", "carry_out", "hold", "push", "make", "build_up", "erase"})
_HURRIED = re.compile(r"加快|推进|推动")


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


def traits(proposal: Proposal) -> Iterator[tuple[str, str]]:
    """What speaks for and against a deed: (family, key), the tables and keys of ``deed_weights.toml``."""
    clause, candidate, member, among, listed, action = proposal
    group, words = candidate.verb.group, member.words
    kind = lexicon.kind_of(words)
    rarity = lexicon.rarity(words)
    yield "verb", group
    yield "action", action
    yield "kind", kind
    yield "kind_of_verb", f"{group} {kind}"
    yield "ending", words[-2:]
    yield "ending_of_verb", f"{group} {words[-2:]}"
    yield "section", clause.section
    yield "told_of_verb", f"{group} {clause.kind}"
    yield "rarity", rarity
    yield "form", candidate.form
    if candidate.form != "after":
        yield "form_of_verb", f"{group} {candidate.form}"
    if listed:
        yield "listed", listed
        yield "listed_of_verb", f"{group} {listed}"
    if candidate.prefix:
        if lexicon.listed("soft").search(candidate.prefix):
            yield "sign", "soft"
        if _HURRIED.search(candidate.prefix):
            yield "sign", "hurried"
    named = False
    for sign, pattern in (("quoted", _QUOTED), ("numbered", _NUMBERED), ("placed", _NAMED), ("ranked", _RANKED)):
        if pattern.search(words):
            named = named or sign != "ranked"
            yield "sign", sign
    if lexicon.listed("vague").match(words):
        yield "sign", "vague"
    if group in _SLIGHT:
        yield "slight", f"{kind} {rarity}"
        yield "sign", "slight named" if named else "slight"
    if candidate.verbal:
        yield "sign", "verbal"
    if "的" in words:
        yield "sign", "described"
    yield "length", str(min(len(words) // 3, 8))
    if among > 1:
        yield "sign", "one of several"


def weight(proposal: Proposal) -> int:
    """The sum of the weights of the traits; a deed is read from zero up."""
    tables = lexicon.weights()
    total = tables["base"]["all"]
    for family, key in traits(proposal):
        total += tables[family].get(key, 0)
    return total


def confidence(total: int) -> float:
    """The sum of weights as a probability (0…1), to two places."""
    return round(1 / (1 + exp(-(total + 1) / 10)), 2)
