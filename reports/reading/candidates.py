"""What a verb of one stretch of words is said of: the object behind it, the subject before it, or both.

今年建成甲大桥, 甲大桥建成通车, 大理州入选国家碳达峰试点. Whether that says enough to be a deed is not decided here.
"""

from __future__ import annotations

import re

from reports.reading import spans
from reports.reading.lexicon import deeds as lexicon
from reports.reading.record import record

#: Words between the head of a clause and its verb reach no further than this.
PREFIX = 24
#: Words between a subject and its verb (也已全面) reach no further than this at once.
_BETWEEN_REACH = 12
_LISTED_REACH = 20
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
#: How a clause ends that may be kept to a standard.
MET_ENDS = (
    *("目标", "任务", "要求", "指标", "标准", "控制数", "范围", "计划", "进度", "内"),
    *("水平", "增速", "线", "前列", "首位", "第一", "以上", "以下", "类", "水质", "批准", "批复", "核准"),
)
#: When a thing is done (今年甲大桥建成通车) is no part of it either.
_PUSHED = re.compile(
    rf"(?:{spans.WORDS}|(?:今年|明年|去年|年内|全年|当年|年底前|[上下]半年)(?!度)|积极|加快|扎实|全力|大力|高标准|高质量|稳步|全面|着力|统筹|谋划|有序|协调|确保|力争|争取|努力|支持|促进|力促|推动|推进|实现|抓好|加强|做好|配合|鼓励|要|再|并|将|把|使|利用[^，]{{2,5}}|一体|深入|持续)+"
)
_TRAILING = frozenset({"", "了", "建设", "开发", "完毕", "工作", "并举行仪式", "条件", "一批"})
_WORKED = re.compile(
    r"(?:了)?(?:拓宽|升级|提质|提标|改造|提升|扩建|改建|修缮|修复|整治|搬迁|建设|主体工程|验收|整改|合并|交付|清理|治理|迁建|换届|主体建设)+(?:任务|工作)?"
)
#: What stands behind the last verb of a clause (，并…) is no longer.
_LAST_REACH = 15
#: 示范区被国务院批准为: by whom is not who.
_BY_WHOM = re.compile(r"被[^，。；、]{1,10}$")
_AND_MORE = re.compile(r"(?:，)?并[^、]{2,12}")
_LOST = re.compile(
    r"(?:(?:和|、|并)(?:处置|实施|完善|推广|落实|运营|管理|使用|提升|整治|发展|用好|编制)|编制(?![内外委])|了|好|了一批|健全|完善|和完善|并完善|为)+"
)
_LOST_HEADS = "和、并编了好健完为"
_DATE = re.compile(r"(?:于|在)?(?:\d{4}年)?\d{1,2}月(?:底|份|中旬)?(?:之?前)?$")
_DATE_ENDS = "月底份旬前\n"
#: 青山科技在北交所上市, 在深交所创业板挂牌上市: where shares are listed.
_LISTED_AT = re.compile(r"在[^，。；、在]{0,8}(?:交所|交易所|[主创]业?板|科创板|新三板|境外|A股|港股)(?:挂牌|成功)*$")
_LISTED_ENDS = "所板外股牌功"
#: Verbs of a state that end a clause: what stands before them is their subject.
_STATES = frozenset({"ground", "frame", "built", "use", "pass"})
#: Verbs of a title: what stands before them is who bears it (大理州入选国家碳达峰试点).
_BORNE = frozenset({"award", "approve"})
#: Verbs that say what became of the subject of 推进…, so that 推进 itself says nothing.
_ENDS = _STATES | {"start", "found", "approve", "paper"}


@record
class Action:
    """A verb at [start, end); verbs that touch are one."""

    start: int
    end: int
    group: str
    stands: str


@record
class Candidate:
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


def said_of(text: str, low: int, high: int, verbs: list[Action], before: tuple[int, int] | None) -> Candidate | None:
    """What the verbs of text[low:high] are said of; ``before`` is what the clause before is about, if there is one."""
    return (
        _opened(text, low, high, verbs)
        or _passed_through(text, low, high, verbs)
        or _ended(text, low, high, verbs, before)
        or _parted(text, low, high, verbs)
    )


def kept(text: str, start: int, end: int) -> Candidate | None:
    """What a clause says is kept to a standard: 单位能耗、氨氮排放量控制在省下达目标以内."""
    met = _MET.search(text, start, end)
    if not met or met.start() - start < 3:
        return None
    stop = _subject_end(text, start, met.start())
    begin = _pushed_end(text, start, stop)
    verb = Action(met.start(), met.end(), "meet", "before")
    return Candidate(verb, begin, stop, "before", "") if stop - begin >= 3 else None


def _opened(text: str, low: int, high: int, verbs: list[Action]) -> Candidate | None:
    """A verb that opens the stretch, its object behind it: 今年建成甲大桥."""
    for place, verb in enumerate(verbs[:3]):
        start, end, group, stands = verb.start, verb.end, verb.group, verb.stands
        if group == "push" and place + 1 < len(verbs):
            # 加快建设…, 推进甲项目落地开工: what is said is the verb that follows.
            if verbs[place + 1].start == end:
                continue
            last = _last(text, high, verbs)
            if last and last.group in _ENDS:
                return None
        elif group == "whole":
            last = _last(text, high, verbs)
            if last and last.group in _STATES and last.start > end + 2:
                return None  # 实现承平高速建成通车
        if stands == "before" or (start > low and not _is_run(text, low, start)):
            continue
        begin = _without_lost(text, end, high)
        if group == "push" and text.endswith("建设", begin, high):
            # 推进全民健身中心建设: what is under way is the centre.
            return Candidate(verb, begin, high - 2, "after", text[low:start])
        if high - begin >= 2 and text[begin] not in "的、":
            verbal = len(verbs) > 1 and any(v.start > begin and v.end < high and v.stands != "before" for v in verbs)
            return Candidate(verb, begin, high, "after", text[low:start], verbal)
    return None


def _is_run(text: str, low: int, high: int) -> bool:
    """Whether words that say how or when are all that stands there (今年加快)."""
    return high - low <= PREFIX and lexicon.run_of("adverbs").fullmatch(text, low, high) is not None


def _passed_through(text: str, low: int, high: int, verbs: list[Action]) -> Candidate | None:
    """A verb between its subject and what that becomes: 合作联社改制为商业银行."""
    for verb in verbs:
        if verb.stands == "through" and verb.start - low >= 3:
            end = _subject_end(text, low, verb.start)
            begin = _pushed_end(text, low, end)
            if end - begin < 2:
                return None
            return Candidate(Action(verb.start, high, verb.group, "before"), begin, end, "before", text[low:begin])
    return None


def _ended(text: str, low: int, high: int, verbs: list[Action], before: tuple[int, int] | None) -> Candidate | None:
    """A verb that ends the stretch, its subject before it or in the clause before."""
    last = _last(text, high, verbs)
    if not last:
        return None
    end = _subject_end(text, low, last.start)
    begin = _pushed_end(text, low, end)
    if end - begin >= 2 and not lexicon.run_of("adverbs").fullmatch(text, low, end):
        verbal = len(verbs) > 1 and any(v.start > begin and v.end < end for v in verbs)
        return Candidate(last, begin, end, "before", text[low:begin] + text[end : last.start], verbal)
    if before and before[1] - before[0] >= 3 and end <= low + PREFIX:
        # 逸夫路北延、明海大道北延工程，确保年内通车: the subject stands in the clause before.
        return Candidate(last, *before, "before", text[low : last.start])
    return None


def _parted(text: str, low: int, high: int, verbs: list[Action]) -> Candidate | None:
    """A verb with words before it and its object behind: 在城东建成甲大桥, 大理州入选国家碳达峰试点."""
    for verb in verbs[:3]:
        start, end, group, stands = verb.start, verb.end, verb.group, verb.stands
        if stands in ("before", "through") or high - end < 2 or start - low < 2 or text[end] == "、":
            continue
        prefix = text[low:start]
        begin = _without_lost(text, end, high)
        if _PREPOSITION.match(prefix):
            return Candidate(verb, begin, high, "after", prefix)
        bearer = _bearer(text, low, start) if group in _BORNE else None
        return Candidate(verb, begin, high, "mid", prefix, False, bearer)
    return None


def _bearer(text: str, low: int, high: int) -> tuple[int, int] | None:
    """Where who bears a title stands before its verb."""
    run = lexicon.run_of("adverbs").match(text, low, high)
    begin = run.end() if run and run.end() > low + 1 else low
    by = _BY_WHOM.search(text, begin, high)
    end = _subject_end(text, begin, by.start() if by else high)
    return (begin, end) if end - begin >= 2 else None


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
    lost = _LOST.match(text, low, high) if text[low : low + 1] in _LOST_HEADS else None
    return lost.end() if lost and lost.end() < high else low


def _pushed_end(text: str, low: int, high: int) -> int:
    pushed = _PUSHED.match(text, low, high)
    return pushed.end() if pushed else low


def _subject_end(text: str, low: int, high: int) -> int:
    """Where the subject before a verb ends, once 已全面 and 6月底前 are taken off."""
    between, last_signs = lexicon.run_at_end("between"), lexicon.last_signs("between")
    while high > low:
        reach = max(low, high - _BETWEEN_REACH)
        sign = text[high - 1]
        run = between.search(text, reach, high) if sign in last_signs or sign == "\n" else None
        if not run and sign in _DATE_ENDS:
            run = _DATE.search(text, reach, high)
        if not run and sign in _LISTED_ENDS:
            run = _LISTED_AT.search(text, max(low, high - _LISTED_REACH), high)
        if not run:
            return high
        high = run.start()
    return high
