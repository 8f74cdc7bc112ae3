"""What the verbs of a clause are said of: the object after 建成, the subject before 通车, a list that goes on.

A verb of ``lexicon/deeds.toml`` opens or ends a clause, or a stretch of it (完成2号、启动3号煤码头搬迁).
Whether it says enough to be a deed is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reports.reading import lists
from reports.reading.clauses import Clause
from reports.reading.lexicon import deeds as lexicon

#: A clause longer than this is no clause (a text without punctuation): nothing in it can be told apart.
LONGEST_CLAUSE = 240
#: Words between a subject and its verb (也已全面) reach no further than this at once.
_BETWEEN_REACH = 12
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
    # 增速高于全国平均水平, 水质保持Ⅱ类
    r"|(?:继续|持续|稳定|均|总体|全部|首次)*(?:(?:保持在?|高于|低于|优于|好于|快于|达到|超过|位居|处于|居)"
    r"(?:全[国省市县]|同期|国家|经济|省|市)[^，。；、]{0,6}(?:水平|标准|增速|线|前列|首位|第一)(?:以上|以下)?"
    r"|(?:保持|达到|提升至|稳定在|达|为|稳居)[^，。；、]{0,4}[ⅠⅡⅢIVⅣⅤ一二三四]+类(?:标准|水平|水质)?(?:及?以上)?)$"
    # 总体方案获国家发改委批准
    r"|(?:获得?|经)[^，。；、]{2,8}(?:部|委|局|厅|府|院|会|国家|[省市])(?:正式)?(?:批准|批复|核准)$"
)
_MET_ENDS = "标务求准数围划度内上下平列位一速线类复"
_MOVED = re.compile(r"(?:将|把)(?P<object>[^，。；]{2,40}?)(?P<verb>纳入|列入|并入|移交)(?P<into>[^，。；]{2,24})$")
_PUSHED = re.compile(
    r"^(?:(?:积极|加快|扎实|全力|大力|高标准|高质量|稳步|全面|着力|统筹|谋划|有序|协调|确保|力争|争取|努力|支持|促进|力促|推动|推进|实现|抓好|加强|做好|配合|鼓励|要|再|并|将|把|使|利用[^，]{2,5}|一体|深入|持续)+)"
)
_TRAILING = ("", "了", "建设", "开发", "完毕", "工作", "并举行仪式", "条件", "一批")
_WORKED = re.compile(
    r"(?:了)?(?:拓宽|升级|提质|提标|改造|提升|扩建|改建|修缮|修复|整治|搬迁|建设|主体工程|验收|整改|合并|交付|清理|治理|迁建|换届|主体建设)+(?:任务|工作)?"
)
#: What stands behind the last verb of a clause (，并…) is no longer.
_LAST_REACH = 15
#: 示范区被国务院批准为: by whom is not who.
_BY_WHOM = re.compile(r"被[^，。；、]{1,10}$")
_AND_MORE = re.compile(r"(?:，)?并[^、]{2,12}")
_LOST = re.compile(
    r"^(?:(?:和|、|并)(?:处置|实施|完善|推广|落实|运营|管理|使用|提升|整治|发展|用好|编制)|编制(?![内外委])|了|好|了一批|健全|完善|和完善|并完善|为)+|(?:工作|等)$"
)
#: Verbs of a state that end a clause: what stands before them is their subject.
_STATES = frozenset({"ground", "frame", "built", "use", "pass"})
#: Verbs that names of works hold too (道路改造).
_WEAK = frozenset({"works", "carry_out", "raise", "erase", "hold"})
#: Verbs of a title: what stands before them is who bears it (大理州入选国家碳达峰试点).
_BORNE = frozenset({"award", "approve"})
#: Verbs that say what became of the subject of 推进…, so that 推进 itself says nothing.
_ENDS = _STATES | {"start", "found", "approve", "paper"}


class Action(NamedTuple):
    """A verb at [start, end); verbs that touch are one."""

    start: int
    end: int
    group: str
    stands: str


class _Said(NamedTuple):
    """What the clause before says, or where it stands: [low, high) of its object or, for want of one, of all of it."""

    candidate: Candidate | None
    low: int
    high: int


class Candidate(NamedTuple):
    """A verb with what it is said of; ``form`` is after, before or mid (a subject stands before the verb).

    ``bearer`` is the place of who bears a title, None where the government itself does or nobody is named.
    """

    verb: Action
    low: int
    high: int
    form: str
    prefix: str
    verbal: bool = False
    bearer: tuple[int, int] | None = None


def find(text: str, clauses: list[Clause]) -> Iterator[tuple[Clause, Candidate]]:
    """Each verb of the clauses of a pledge or an outcome with what it is said of, in order."""
    scanned = lexicon.verb_scan().find_matches_as_indexes(text)
    at = 0
    before: Clause | None = None
    candidate: Candidate | None = None
    for clause in clauses:
        first = at
        while at < len(scanned) and scanned[at][1] < clause.end:
            at += 1
        if clause.kind is None or clause.end - clause.start > LONGEST_CLAUSE:
            before = None
            continue
        verbs = scanned[first:at]
        if not verbs and not _needs_no_verb(text, clause):
            before, candidate = clause, None
            continue
        said = None
        if before and before.sentence_start == clause.sentence_start:
            low, high = (candidate.low, candidate.high) if candidate else (before.start, before.end)
            said = _Said(candidate, low, high)
        before, candidate = clause, None
        for candidate in _candidates(text, clause, verbs, said):
            yield clause, candidate


def _needs_no_verb(text: str, clause: Clause) -> bool:
    """Whether a clause may be a deed without a verb of the table: 将…纳入…, …达到国家要求, 以及…."""
    return text[clause.end - 1] in _MET_ENDS or text[clause.start] in "以和将把"


def _verbs(text: str, clause: Clause, scan: list[tuple[int, int, int]]) -> list[Action]:
    """The verbs of a clause outside quotation marks, those of the ladder that touch joined into one."""
    inside = lists.depths(text, clause.start, clause.end)
    start = clause.start
    known = lexicon.verbs()
    found: list[Action] = []
    rungs: list[bool] = []
    for index, low, high in scan:
        if index >= len(known) or inside[low - start]:
            continue
        verb = known[index]
        if found and rungs[-1] and verb.rung and found[-1].end == low:
            found[-1] = Action(found[-1].start, high, verb.group, "either")
            continue
        found.append(Action(low, high, verb.group, verb.stands))
        rungs.append(verb.rung is not None)
    return found


def _candidates(
    text: str,
    clause: Clause,
    scan: list[tuple[int, int, int]],
    said: _Said | None,
) -> Iterator[Candidate]:
    """What the verbs of a clause are said of, at most one candidate a stretch between joined verbs."""
    words = text[clause.start : clause.end]
    moved = _MOVED.search(text, clause.start, clause.end) if "将" in words or "把" in words else None
    if moved:
        verb = Action(moved.start("verb"), clause.end, "whole", "before")
        yield Candidate(verb, moved.start("object"), moved.end("object"), "before", "")
        return
    if said and said.candidate and said.candidate.form == "after" and words.startswith(("以及", "和")):
        # 建设A物流基地，以及B商博城: the clause goes on with the list.
        yield Candidate(said.candidate.verb, clause.start + (2 if words[0] == "以" else 1), clause.end, "after", "")
        return
    verbs = _verbs(text, clause, scan)
    met = _MET.search(text, clause.start, clause.end) if words[-1] in _MET_ENDS else None
    if met and met.start() - clause.start >= 3:
        # 单位能耗、氨氮排放量控制在省下达目标以内
        end = _subject_end(text, clause.start, met.start())
        pushed = _PUSHED.match(text[clause.start : end])
        begin = clause.start + (pushed.end() if pushed else 0)
        if end - begin >= 3:
            yield Candidate(Action(met.start(), met.end(), "meet", "before"), begin, end, "before", "")
            return
    if not verbs:
        return
    for low, high, inside in _stretches(text, clause, verbs):
        candidate = _candidate(text, low, high, inside, said)
        if candidate is not None:
            yield candidate


def _stretches(text: str, clause: Clause, verbs: list[Action]) -> Iterator[tuple[int, int, list[Action]]]:
    """The clause cut where a joining mark stands before a verb: 完成2号、启动3号煤码头搬迁."""
    low = clause.start
    mine: list[Action] = []
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


def _ends_subject(text: str, low: int, verb: Action) -> bool:
    return (
        verb.stands in ("either", "before")
        and verb.group not in _WEAK
        and verb.start - low >= 4
        and "、" not in text[verb.start - 2 : verb.start]
    )


def _joint(text: str, low: int, verb: Action) -> int | None:
    for at in range(verb.start - 1, max(low, verb.start - 9), -1):
        if _BEFORE_VERB.match(text[at]):
            if not lexicon.run_of("adverbs").fullmatch(text, at + 1, verb.start):
                return None
            weak = verb.group in _WEAK
            return at if text[at] in "、并" or not weak else None
    return None


def _candidate(
    text: str,
    low: int,
    high: int,
    verbs: list[Action],
    said: _Said | None,
) -> Candidate | None:
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
                return Candidate(verb, begin, high - 2, "after", text[low : verb.start])
            if high - begin >= 2 and text[begin] not in "的、":
                verbal = any(v.start > begin and v.end < high and v.stands != "before" for v in verbs)
                return Candidate(verb, begin, high, "after", text[low : verb.start], verbal)
    through = next((v for v in verbs if v.stands == "through" and v.start - low >= 3), None)
    if through is not None:
        end = _subject_end(text, low, through.start)
        pushed = _PUSHED.match(text[low:end])
        begin = low + (pushed.end() if pushed else 0)
        if end - begin >= 2:
            return Candidate(
                Action(through.start, high, through.group, "before"), begin, end, "before", text[low:begin]
            )
    if last:
        end = _subject_end(text, low, last.start)
        pushed = _PUSHED.match(text[low:end])
        begin = low + (pushed.end() if pushed else 0)
        if end - begin >= 2 and not skip.fullmatch(text, low, end):
            verbal = any(v.start > begin and v.end < end for v in verbs)
            return Candidate(last, begin, end, "before", text[low:begin] + text[end : last.start], verbal)
        if said and said.high - said.low >= 3 and end <= low + PREFIX:
            # 逸夫路北延、明海大道北延工程，确保年内通车: the subject stands in the clause before.
            return Candidate(last, said.low, said.high, "before", text[low : last.start])
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
        begin = _without_lost(text, verb.end, high)
        if form == "mid" and verb.group in _BORNE:
            run = skip.match(text, low, verb.start)
            bearing = run.end() if run and run.end() > low + 1 else low
            by = _BY_WHOM.search(text, bearing, verb.start)
            end = _subject_end(text, bearing, by.start() if by else verb.start)
            if end - bearing >= 2:
                return Candidate(verb, begin, high, form, prefix, bearer=(bearing, end))
        return Candidate(verb, begin, high, form, prefix)
    return None


def _last(text: str, high: int, verbs: list[Action]) -> Action | None:
    """The verb that ends the stretch, its subject before it: …建成, …建成并向市民开放, …完成升级改造."""
    for verb in reversed(verbs):
        if verb.group == "finish" and _WORKED.fullmatch(text, verb.end, high):
            return Action(verb.start, high, "pass", "before")
    for verb in reversed(verbs):
        if high - verb.end > _LAST_REACH:
            return None
        if verb.stands in ("before", "either"):
            rest = text[verb.end : high]
            if rest in _TRAILING or _AND_MORE.fullmatch(rest):
                return verb
    return None


def _without_lost(text: str, low: int, high: int) -> int:
    match = _LOST.match(text[low:high])
    return low + match.end() if match and low + match.end() < high else low


def _subject_end(text: str, low: int, high: int) -> int:
    """Where the subject before a verb ends, once 已全面 and 6月底前 are taken off."""
    between = lexicon.run_at_end("between")
    while high > low:
        run = between.search(text, max(low, high - _BETWEEN_REACH), high)
        if run and run.start() < high:
            high = run.start()
        else:
            date = re.search(
                r"(?:于|在)?(?:\d{4}年)?\d{1,2}月(?:底|份|中旬)?(?:之?前)?$", text[max(low, high - 12) : high]
            )
            if not date:
                return high
            high -= len(date.group())
    return high
