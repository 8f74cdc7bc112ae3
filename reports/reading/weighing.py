"""How much the words of a verb and its object promise that a deed can be checked: a sum of weights.

启动 says it of anything, 建设 only of a thing with a name of its own, 深入推进 of nothing. The weights are the
last table of ``lexicon/deeds.toml``; ``manage.py weigh_deeds`` fits them to labelled reports.
"""

from __future__ import annotations

import re
from math import exp

from reports.reading.actions import Candidate
from reports.reading.lexicon import deeds as lexicon
from reports.reading.lists import Member
from reports.words import Section

_NAMED = re.compile(r"[一-鿿](?:县|市|区|镇|乡|村|街|路|河|湖|山|桥|江|港|沟|林场|岛|湾)[一-鿿]")
_NUMBERED = re.compile(r"[0-9A-Za-z]|[一二三四五六七八九十两]年|第[一二三四五六七八九十]|[一二三四]期|新一轮|首届|首个")
_RANKED = re.compile(r"国家级|省级|市级|全国|全省|国家|全市|世界")
_QUOTED = re.compile(r"[“《]")
#: Verbs that say little by themselves: what they are said of must have a name.
_SLIGHT = frozenset({"works", "carry_out", "hold", "push", "make", "build_up"})
_HURRIED = ("加快", "推进", "推动")


def traits(candidate: Candidate, member: Member, count: int, section: Section) -> list[str]:
    """What speaks for and against a deed, as the keys of [weights] in ``deeds.toml``."""
    group, words, prefix = candidate.verb.group, member.words, candidate.prefix
    kind = lexicon.kind_of(words)
    found = [f"verb {group}", f"kind {kind}", f"{group} of {kind}"]
    if candidate.form != "after":
        found += [candidate.form, f"{group} {candidate.form}"]
    if prefix:
        if lexicon.listed("soft").search(prefix):
            found.append("soft")
        if any(word in prefix for word in _HURRIED):
            found.append("hurried")
    if lexicon.listed("vague").match(words):
        found.append("vague")
    if _QUOTED.search(words):
        found.append("quoted")
    if _NUMBERED.search(words):
        found.append("numbered")
    if _NAMED.search(words):
        found.append("placed")
    if _RANKED.search(words):
        found.append("ranked")
    rare = lexicon.rare_share(words)
    rarity = "most" if rare > 0.45 else "some" if rare > 0.2 else "few" if rare > 0 else "none"
    found.append(f"rare {rarity}")
    if group in _SLIGHT:
        found += ["slight", f"slight {kind} {rarity}"]
        if _NAMED.search(words) or _NUMBERED.search(words) or _QUOTED.search(words):
            found.append("slight named")
    if candidate.verbal:
        found.append("verbal")
    if "的" in words:
        found.append("described")
    if len(words) <= 4:
        found.append("short")
    elif len(words) <= 7:
        found.append("middling")
    if len(words) > 20:
        found.append("long")
    if section is Section.TERM_TARGETS:
        found.append("term")
    if count > 1:
        found.append("listed")
    return found


def weight(candidate: Candidate, member: Member, count: int, section: Section) -> int:
    """The sum of the weights of the traits; a deed is read from zero up."""
    table = lexicon.weights()
    return table["base"] + sum(table.get(trait, 0) for trait in traits(candidate, member, count, section))


def confidence(total: int) -> float:
    """The sum of weights as a probability (0…1), to two places."""
    return round(1 / (1 + exp(-(total + 1) / 10)), 2)
