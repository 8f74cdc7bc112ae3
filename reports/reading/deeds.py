"""Deeds without a figure: a named thing and a state of it that can be checked (建成启用县医院新院区, 大桥全线贯通).

A verb of ``lexicon/deeds.toml`` opens or ends a clause; what it is said of is split into members, one row each. Whether
the words promise enough to be checked is a sum of weights over the verb, the kind of object and the words around them:
启动 says it of anything, 建设 only of a thing with a name, 深入推进 of nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from math import exp

from reports.reading import lists, periods
from reports.reading.clauses import Clause
from reports.reading.lexicon import deeds as lexicon
from reports.reading.lexicon import indicators
from reports.reading.lists import Member
from reports.reading.quantities import Quantity
from reports.reading.records import Statement
from reports.words import Comparator, Hedge, Kind, Measure, Section

#: A clause longer than this is no clause (a text without punctuation): nothing in it can be told apart.
LONGEST_CLAUSE = 240
#: An object longer than this holds more than the name of a thing.
LONGEST_OBJECT = 60
#: Words between the head of a clause and its verb reach no further than this.
PREFIX = 24

_BEFORE_VERB = re.compile(r"[、并和及]")
_PREPOSITION = re.compile(
    r"(?:与|在|由|以|为|从|依托|围绕|按照?|通过|结合|联合|针对|利用|借助|会同|携手|对|给)[^、]{2,18}"
)
_MET = re.compile(
    r"(?:控制在|达到|完成|超额完成|符合)(?:国家|省|市|县|区|上级|省市|中央|年度|州|规定|要求|政府)+"
    r"(?:下达|规定|要求|确定|核定|制定|考核|控制|计划|定)*(?:的)?"
    r"(?:目标|任务|要求|指标|标准|控制数|范围|计划|进度)+(?:以?之?内)?$"
)
_MET_ENDS = "标务求准数围划度内"
_MOVED = re.compile(r"(?:将|把)(?P<object>[^，。；]{2,40}?)(?P<verb>纳入|列入|并入|移交)(?P<into>[^，。；]{2,24})$")
_PASSED = re.compile(r"(?:验收|审核|考核|评估|复审|认定|核查|评审|审查|现场检查|命名|初审|评定)$")
_RAISED = re.compile(r"(?:标准|(?:养老金|低保|保障|补助|救助)水平|养老金|收购价|工资|补助金|补贴|津贴|基准价)$")
_PUSHED = re.compile(
    r"^(?:(?:积极|加快|扎实|全力|大力|高标准|高质量|稳步|全面|着力|统筹|谋划|有序|协调|确保|力争|争取|努力|支持|促进|力促|推动|推进|实现|抓好|加强|做好|配合|鼓励|要|再|并|将|把|使|利用[^，]{2,5}|一体|深入|持续)+)"
)
_TRAILING = ("", "了", "建设", "开发", "完毕", "工作", "并举行仪式", "条件", "一批")
_CAPACITY = re.compile(r"(?:年产|日产|月产|日处理|年处理|日供水|年加工|总装机|一期|二期|[0-9]×)\s*$")
_SIZE = re.compile(r"^(?:公里|米|吨|千瓦|锭|立方米|伏|兆瓦|千伏|吨/日|吨/年|分钟|蒸吨)")
_NOTHING = re.compile(r"其中?|它们?|此|之|他们|将其|主要|目标")
#: Tasks without a name of their own (全年各项目标任务), and words that are a sentence rather than a thing.
_NO_NAME = re.compile(
    r"^(?:今年|全年|年度|当年|20\d\d年|各项|省定|市定|主要|经济社会发展|经济|社会|发展|预期|约束性|既定|建设|工作|全部|确定|的|和|\d+年)*(?:目标|任务|指标|工作)+$"
    r"|^\d+周年|^(?:居|位居|排名|排在|列|位列|占|达)|^(?:和|及|的|以来)|(?:必须|才能|应当|需要|坚决)|(?<![纲摘概需主重紧必扼])要(?!素|点|道|件|害|求|地|塞)"
)
_WORKED = re.compile(
    r"(?:了)?(?:拓宽|升级|提质|提标|改造|提升|扩建|改建|修缮|修复|整治|搬迁|建设|主体工程|验收|整改|合并|交付|清理|治理|迁建|换届|主体建设)+(?:任务|工作)?"
)
_AND_MORE = re.compile(r"(?:，)?并[^、]{2,12}")
_LOST = re.compile(
    r"^(?:(?:和|、|并)(?:处置|实施|完善|推广|落实|运营|管理|使用|提升|整治|发展|用好|编制)|编制(?![内外委])|了|好|了一批|健全|完善|和完善|并完善|为)+|(?:工作|等)$"
)
_NAMED = re.compile(r"[一-鿿](?:县|市|区|镇|乡|村|街|路|河|湖|山|桥|江|港|沟|林场|岛|湾)[一-鿿]")
_NUMBERED = re.compile(r"[0-9A-Za-z]|[一二三四五六七八九十两]年|第[一二三四五六七八九十]|[一二三四]期|新一轮|首届|首个")
_RANKED = re.compile(r"国家级|省级|市级|全国|全省|国家|全市|世界")
_QUOTED = re.compile(r"[“《]")
#: Verbs that say little by themselves: what they are said of must have a name.
_SLIGHT = frozenset({"works", "carry_out", "hold", "push", "make", "build_up"})
#: Verbs of a state that end a clause: what stands before them is their subject.
_STATES = frozenset({"ground", "frame", "built", "use", "pass"})
#: Verbs that say what became of the subject of 推进…, so that 推进 itself says nothing.
_ENDS = _STATES | {"start", "found", "approve", "paper"}
_HURRIED = ("加快", "推进", "推动")


@dataclass(frozen=True, slots=True)
class _Found:
    """A verb at [start, end); verbs that touch are one."""

    start: int
    end: int
    group: str
    stands: str


@dataclass(frozen=True, slots=True)
class _Said:
    """The clause before, with its candidate or None, and where its object or, for want of one, all of it stands."""

    clause: Clause
    candidate: _Candidate | None
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A verb with what it is said of; ``form`` is after, before or mid (a subject stands before the verb)."""

    verb: _Found
    low: int
    high: int
    form: str
    prefix: str
    verbal: bool = False


def find(text: str, clauses: list[Clause], quantities: list[Quantity], plan_year: int) -> list[Statement]:
    """Deeds of the clauses that tell of a pledge or an outcome, in order: measure done, no number, one row a member.

    A member that holds a figure is left to the statements with figures. ``reasons`` holds ``action:`` and the verb;
    ``confidence`` is the weight of the words as a probability.
    """
    scan = lexicon.verb_scan().find_matches_as_indexes
    figures = [quantity for quantity in quantities if not quantity.noise]
    numbers = [quantity.start for quantity in figures]
    found: list[Statement] = []
    previous: _Said | None = None
    for clause in clauses:
        if clause.kind is None or clause.end - clause.start > LONGEST_CLAUSE:
            previous = None
            continue
        said = previous if previous and previous.clause.sentence_start == clause.sentence_start else None
        previous = _Said(clause, None, clause.start, clause.end)
        verbs = scan(text[clause.start : clause.end])
        if not verbs and not _needs_no_verb(text, clause):
            continue
        for candidate in _candidates(text, clause, verbs, said):
            if candidate.form == "mid" and _holds_number(numbers, clause.start, candidate.verb.start):
                continue  # 8家企业入选市培育计划 is a figure's statement
            previous = _Said(clause, candidate, candidate.low, candidate.high)
            members = [
                member
                for member in lists.split(text, candidate.low, candidate.high)
                if len(member.words) <= LONGEST_OBJECT and not _is_counted(text, figures, numbers, member)
            ]
            for member in members:
                statement = _statement(text, clause, candidate, member, len(members), plan_year)
                if statement is not None:
                    found.append(statement)
    return found


def _needs_no_verb(text: str, clause: Clause) -> bool:
    """Whether a clause may be a deed without a verb of the table: 将…纳入…, …达到国家要求, 以及…."""
    return text[clause.end - 1] in _MET_ENDS or text[clause.start] in "以和将把"


def _is_counted(text: str, figures: list[Quantity], numbers: list[int], member: Member) -> bool:
    """Whether a figure counts the member; one that is part of its name (年产36万吨醋酸, 2公里服务圈) does not."""
    at = bisect_left(numbers, member.start)
    while at < len(numbers) and numbers[at] < member.end:
        figure = figures[at]
        if figure.start - member.start < 2:
            return True
        inside = member.end - figure.tail >= 2 and (not figure.unit or _SIZE.search(figure.unit))
        if not inside and not _CAPACITY.search(text[member.start : figure.start]):
            return True
        at += 1
    return False


def _holds_number(numbers: list[int], start: int, end: int) -> bool:
    at = bisect_left(numbers, start)
    return at < len(numbers) and numbers[at] < end


def _verbs(text: str, clause: Clause, scan: list[tuple[int, int, int]]) -> list[_Found]:
    """The verbs of a clause outside quotation marks, those of the ladder that touch joined into one."""
    inside = lists.depths(text, clause.start, clause.end)
    known = lexicon.verbs()
    found: list[_Found] = []
    rungs: list[bool] = []
    for index, low, high in scan:
        if index >= len(known) or inside[low]:
            continue
        verb, start, end = known[index], clause.start + low, clause.start + high
        if found and rungs[-1] and verb.rung and found[-1].end == start:
            found[-1] = _Found(found[-1].start, end, verb.group, "either")
            continue
        found.append(_Found(start, end, verb.group, verb.stands))
        rungs.append(verb.rung is not None)
    return found


def _candidates(
    text: str,
    clause: Clause,
    scan: list[tuple[int, int, int]],
    said: _Said | None,
) -> Iterator[_Candidate]:
    """What the verbs of a clause are said of, at most one candidate a stretch between joined verbs."""
    words = text[clause.start : clause.end]
    moved = _MOVED.search(text, clause.start, clause.end) if "将" in words or "把" in words else None
    if moved:
        verb = _Found(moved.start("verb"), clause.end, "whole", "before")
        yield _Candidate(verb, moved.start("object"), moved.end("object"), "before", "")
        return
    if said and said.candidate and said.candidate.form == "after" and words.startswith(("以及", "和")):
        # 建设A物流基地，以及B商博城: the clause goes on with the list.
        yield _Candidate(said.candidate.verb, clause.start + (2 if words[0] == "以" else 1), clause.end, "after", "")
        return
    verbs = _verbs(text, clause, scan)
    met = _MET.search(text, clause.start, clause.end) if words[-1] in _MET_ENDS else None
    if met and met.start() - clause.start >= 3:
        # 单位能耗、氨氮排放量控制在省下达目标以内
        end = _subject_end(text, clause.start, met.start())
        pushed = _PUSHED.match(text[clause.start : end])
        begin = clause.start + (pushed.end() if pushed else 0)
        if end - begin >= 3:
            yield _Candidate(_Found(met.start(), met.end(), "meet", "before"), begin, end, "before", "")
            return
    if not verbs:
        return
    for low, high, inside in _stretches(text, clause, verbs):
        candidate = _candidate(text, low, high, inside, said)
        if candidate is not None:
            yield candidate


def _stretches(text: str, clause: Clause, verbs: list[_Found]) -> Iterator[tuple[int, int, list[_Found]]]:
    """The clause cut where a joining mark stands before a verb: 完成2号、启动3号煤码头搬迁."""
    low = clause.start
    mine: list[_Found] = []
    for verb in verbs:
        joint = _joint(text, low, verb) if mine else None
        if joint is not None:
            yield low, joint, mine
            low, mine = joint + 1, []
        mine.append(verb)
        if text[verb.end : verb.end + 1] == "、" and _ends_subject(text, low, verb):
            # 甲项目开工、乙项目竣工
            yield low, verb.end, mine
            low, mine = verb.end + 1, []
    if mine:
        yield low, clause.end, mine


def _ends_subject(text: str, low: int, verb: _Found) -> bool:
    return verb.group in _STATES and verb.start - low >= 4 and "、" not in text[verb.start - 2 : verb.start]


def _joint(text: str, low: int, verb: _Found) -> int | None:
    for at in range(verb.start - 1, max(low, verb.start - 9), -1):
        if _BEFORE_VERB.match(text[at]):
            if not lexicon.run_of("adverbs").fullmatch(text, at + 1, verb.start):
                return None
            weak = verb.group in ("works", "carry_out", "raise", "make")
            return at if text[at] in "、并" or not weak else None
    return None


def _candidate(
    text: str,
    low: int,
    high: int,
    verbs: list[_Found],
    said: _Said | None,
) -> _Candidate | None:
    skip = lexicon.run_of("adverbs")
    last = _last(text, high, verbs)
    for place, verb in enumerate(verbs[:3]):
        if verb.group == "push" and place + 1 < len(verbs):
            # 加快建设…, 推进甲项目落地开工: what is said is the verb that follows.
            if verbs[place + 1].start == verb.end:
                continue
            if last and last.group in _ENDS:
                break
        if verb.group == "whole" and last and last.group in _STATES and last.start > verb.end + 2:
            break  # 实现承平高速建成通车
        if verb.start - low <= PREFIX and verb.stands != "before" and skip.fullmatch(text, low, verb.start):
            begin = _without_lost(text, verb.end, high)
            if verb.group == "push" and text.endswith("建设", begin, high):
                # 推进全民健身中心建设: what is under way is the centre.
                return _Candidate(verb, begin, high - 2, "after", text[low : verb.start])
            if high - begin >= 2 and text[begin] not in "的、":
                verbal = any(v.start > begin and v.end < high and v.stands != "before" for v in verbs)
                return _Candidate(verb, begin, high, "after", text[low : verb.start], verbal)
    through = next((v for v in verbs if v.stands == "through" and v.start - low >= 3), None)
    if through is not None:
        end = _subject_end(text, low, through.start)
        pushed = _PUSHED.match(text[low:end])
        begin = low + (pushed.end() if pushed else 0)
        if end - begin >= 2:
            return _Candidate(
                _Found(through.start, high, through.group, "before"), begin, end, "before", text[low:begin]
            )
    if last:
        end = _subject_end(text, low, last.start)
        pushed = _PUSHED.match(text[low:end])
        begin = low + (pushed.end() if pushed else 0)
        if end - begin >= 2 and not skip.fullmatch(text, low, end):
            verbal = any(v.start > begin and v.end < end for v in verbs)
            return _Candidate(last, begin, end, "before", text[low:begin] + text[end : last.start], verbal)
        if said and said.high - said.low >= 3 and end <= low + PREFIX:
            # 逸夫路北延、明海大道北延工程，确保年内通车: the subject stands in the clause before.
            return _Candidate(last, said.low, said.high, "before", text[low : last.start])
    for verb in verbs[:3]:
        if (
            verb.stands in ("before", "through")
            or high - verb.end < 2
            or verb.start - low < 2
            or text[verb.end] == "、"
        ):
            continue
        prefix = text[low : verb.start]
        form = "after" if _PREPOSITION.match(prefix) else "mid"
        return _Candidate(verb, _without_lost(text, verb.end, high), high, form, prefix)
    return None


def _last(text: str, high: int, verbs: list[_Found]) -> _Found | None:
    """The verb that ends the stretch, its subject before it: …建成, …建成并向市民开放, …完成升级改造."""
    for verb in reversed(verbs):
        if verb.group == "finish" and _WORKED.fullmatch(text, verb.end, high):
            return _Found(verb.start, high, "pass", "before")
    for verb in reversed(verbs):
        rest = text[verb.end : high]
        if verb.stands in ("before", "either") and (rest in _TRAILING or _AND_MORE.fullmatch(rest)):
            return verb
    return None


def _without_lost(text: str, low: int, high: int) -> int:
    match = _LOST.match(text[low:high])
    return low + match.end() if match and low + match.end() < high else low


def _subject_end(text: str, low: int, high: int) -> int:
    """Where the subject before a verb ends, once 已全面 and 6月底前 are taken off."""
    between = lexicon.listed("between")
    while high > low:
        for size in (6, 5, 4, 3, 2, 1):
            if high - size >= low and between.fullmatch(text, high - size, high):
                high -= size
                break
        else:
            date = re.search(
                r"(?:于|在)?(?:\d{4}年)?\d{1,2}月(?:底|份|中旬)?(?:之?前)?$", text[max(low, high - 12) : high]
            )
            if not date:
                return high
            high -= len(date.group())
    return high


def traits(candidate: _Candidate, member: Member, count: int, section: Section) -> list[str]:
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


def weight(candidate: _Candidate, member: Member, count: int, section: Section) -> int:
    """The sum of the weights of the traits; a deed is read from zero up."""
    table = lexicon.weights()
    return table["base"] + sum(table.get(trait, 0) for trait in traits(candidate, member, count, section))


def _statement(
    text: str, clause: Clause, candidate: _Candidate, member: Member, count: int, plan_year: int
) -> Statement | None:
    verb = candidate.verb
    action = text[verb.start : verb.end]
    if action in ("通过", "顺利通过") and not _PASSED.search(member.words):
        return None
    if _NOTHING.fullmatch(member.words) or _NO_NAME.search(member.words):
        return None
    if verb.group == "raise" and not _RAISED.search(member.words):
        return None
    total = weight(candidate, member, count, clause.section)
    if total < 0 or len(member.words) < 2:
        return None
    start, end = min(member.start, verb.start), max(member.end, verb.end)
    if candidate.form != "before":
        start = verb.start
    when = periods.of(
        clause.section, plan_year, text[clause.start : clause.end], "", cumulative=False, term_end=plan_year + 4
    )
    is_pledge = clause.kind is Kind.PLEDGE
    return Statement(
        kind=Kind.PLEDGE if is_pledge else Kind.OUTCOME,
        start=start,
        end=end,
        quote=text[start:end],
        number=None,
        subject=member.words,
        indicator=indicators.code(member.words),
        measure=Measure.DONE,
        comparator=Comparator.EQ,
        period=when.period,
        # A span has its end for a deadline: 《2013-2017年…规划》.
        deadline=(when.deadline or when.period[-4:]) if is_pledge else "",
        hedge=Hedge.STRIVE
        if is_pledge and re.search(r"力争|争取|努力|争创", candidate.prefix + action)
        else Hedge.NONE,
        section=clause.section,
        confidence=round(1 / (1 + exp(-(total + 5) / 10)), 2),
        reasons=(f"action:{action}",),
    )
