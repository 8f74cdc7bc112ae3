"""What the verbs of a clause are said of: the object after 建成, the subject before 通车, a list that goes on.

A verb of ``lexicon/deeds.toml`` opens or ends a clause, or a stretch of it (完成2号、启动3号煤码头搬迁).
Whether it says enough to be a deed is not decided here.
"""

from __future__ import annotations

import re

from reports.reading import candidates, lists
from reports.reading.candidates import Action, Candidate
from reports.reading.clauses import Clause
from reports.reading.lexicon import deeds as lexicon

#: A clause longer than this is no clause (a text without punctuation): nothing in it can be told apart.
LONGEST_CLAUSE = 240
_BEFORE_VERB = "、并和及"
_MET_SIGNS = frozenset(ending[-1] for ending in candidates.MET_ENDS)
#: A clause that begins so may be a deed without a verb of the table: 将…纳入…, 以及….
_NO_VERB = "以和将把"
_MOVED = re.compile(r"(?:将|把)(?P<object>[^，。；]{2,40}?)(?P<verb>纳入|列入|并入|移交)(?P<into>[^，。；]{2,24})$")
#: Verbs that names of works hold too (道路改造).
_WEAK = frozenset({"works", "carry_out", "raise", "erase", "hold"})


def find(text: str, clauses: list[Clause]) -> list[tuple[Clause, Candidate]]:
    """Each verb of the clauses of a pledge or an outcome with what it is said of, in order."""
    if not clauses:
        return []
    low, high = clauses[0].start, clauses[-1].end
    scanned = _verbs(text, low, high)
    starts = [verb.start for verb in scanned] + [len(text)]
    marks = [*lists.marks(text, low, high), len(text)]
    at = mark = 0
    before: Clause | None = None
    found: list[tuple[Clause, Candidate]] = []
    for clause in clauses:
        end = clause.end
        first = at
        while starts[at] < end:
            at += 1
        if (at > first or text[end - 1] in _MET_SIGNS or text[clause.start] in _NO_VERB) and _tells(clause):
            start = clause.start
            verbs = scanned[first:at]
            while marks[mark] < start:
                mark += 1
            if marks[mark] < end:
                inside = lists.depths(text, start, end)
                verbs = [verb for verb in verbs if not inside[verb.start - start]]
            if before and before.sentence_start != clause.sentence_start:
                before = None
            said = found[-1][1] if found and found[-1][0] is before else None
            for candidate in _said_of(text, clause, verbs, before, said):
                found.append((clause, candidate))
        before = clause
    return found


def _tells(clause: Clause) -> bool:
    """Whether a clause is one of a pledge or an outcome."""
    return clause.kind is not None and clause.end - clause.start <= LONGEST_CLAUSE


def _verbs(text: str, low: int, high: int) -> list[Action]:
    """The verbs of text[low:high], those of the ladder that touch joined into one."""
    known = lexicon.verbs()
    found: list[Action] = []
    rung_ends = -1
    for index, start, end in lexicon.verb_scan().find_matches_as_indexes(text[low:high]):
        if index >= len(known):
            continue
        start, end = start + low, end + low
        _, group, rung, stands = known[index]
        if rung and start == rung_ends:
            found[-1] = Action(found[-1].start, end, group, "either")
        else:
            found.append(Action(start, end, group, stands))
        rung_ends = end if rung else -1
    return found


def _said_of(
    text: str, clause: Clause, verbs: list[Action], before: Clause | None, said: Candidate | None
) -> list[Candidate]:
    """What the verbs of a clause are said of, at most one candidate a stretch between joined verbs.

    ``before`` is the clause before in its sentence and ``said`` the last candidate of that clause.
    """
    start, end = clause.start, clause.end
    words = text[start:end]
    if ("将" in words or "把" in words) and ("入" in words or "移交" in words) and (moved := _MOVED.search(words)):
        low, high = moved.span("object")
        verb = Action(start + moved.start("verb"), end, "whole", "before")
        return [Candidate(verb, start + low, start + high, "before", "")]
    if said and said.form == "after" and words.startswith(("以及", "和")):
        # 建设A物流基地，以及B商博城: the clause goes on with the list.
        return [Candidate(said.verb, start + (2 if words[0] == "以" else 1), end, "after", "")]
    if words.endswith(candidates.MET_ENDS) and (kept := candidates.kept(text, start, end)):
        return [kept]
    place = None
    if said:
        place = said.low, said.high
    elif before and _tells(before):
        place = before.start, before.end
    if len(verbs) == 1 and not text.startswith("、", verbs[0].end):
        only = candidates.said_of(text, start, end, verbs, place)
        return [only] if only else []
    found = []
    for low, high, inside in _stretches(text, clause, verbs):
        candidate = candidates.said_of(text, low, high, inside, place)
        if candidate:
            found.append(candidate)
    return found


def _stretches(text: str, clause: Clause, verbs: list[Action]) -> list[tuple[int, int, list[Action]]]:
    """The clause cut where a joining mark stands before a verb: 完成2号、启动3号煤码头搬迁."""
    low = clause.start
    found: list[tuple[int, int, list[Action]]] = []
    mine: list[Action] = []
    for verb in verbs:
        joint = _joint(text, low, verb) if mine else None
        if joint is not None:
            found.append((low, joint, mine))
            low, mine = joint + 1, []
        mine.append(verb)
        if text.startswith("、", verb.end) and _ends_subject(text, low, verb):
            # 甲项目开工、乙项目竣工
            found.append((low, verb.end, mine))
            low, mine = verb.end + 1, []
    if mine:
        found.append((low, clause.end, mine))
    return found


def _ends_subject(text: str, low: int, verb: Action) -> bool:
    return (
        verb.stands in ("either", "before")
        and verb.group not in _WEAK
        and verb.start - low >= 4
        and "、" not in text[verb.start - 2 : verb.start]
    )


def _joint(text: str, low: int, verb: Action) -> int | None:
    for at in range(verb.start - 1, max(low, verb.start - 9), -1):
        if text[at] in _BEFORE_VERB:
            if not lexicon.run_of("adverbs").fullmatch(text, at + 1, verb.start):
                return None
            weak = verb.group in _WEAK
            return at if text[at] in "、并" or not weak else None
    return None
