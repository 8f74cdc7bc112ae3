"""Turns the figures of a text, sentence by sentence, into statements: each gets its subject, measure, bound and year.

A figure without words of its own takes the subject of the one before it (生产总值300亿元,增长8%); figures side by side
share one out (城乡居民收入分别增长7%、8%).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from reports.reading import background, measures, periods, subjects
from reports.reading.clauses import Clause
from reports.reading.quantities import Quantity
from reports.reading.records import Base, Span, Statement, Unread
from reports.reading.sections import OUTCOMES, PLEDGES
from reports.words import Hedge, Kind, Measure, Section

_LIST = ("、", "和", "及", "与")
_JOIN = re.compile(r"[\s、，,；;]*(?:和|与|及|以及|，|,|到|至)?[\s]*第?|[\s、和与及]*分别[为达到]*")
_HEDGE = re.compile(r"力争|争取|努力|预计|计划(?!生育|投资|单列|经济|内)|争创|有望")
#: What is measured of the thing before: it joins the topic (重点项目 … 总投资44.7亿元).
_ATTRIBUTE = re.compile(
    r"占|总投资|投资额|总量|增速|增幅|排名|位次|税占比|占比|合同额|年产值|总产值|总面积|总规模|规模$|户均|完成投资|劳务收入$|增收节支$|参保人数$|其中|累计|总额|年均收入|收益|面积$|投资$"
)
#: A deed at the end of the words before a figure is no part of the thing after it (利用人防工程建设2.5万个停车位).
_DOING = re.compile(r"(?<=[一-鿿])(?:建设|打造|建成|培育|引进|新建|改造|整治|治理|实施|推进|完成|提供|完善|开展|规划)$")
#: 轮车实现动态清零: the words that bring a count to nothing.
_CLEARED = re.compile(r"(?:实现|保持)?(?:动态清|清|事故)?$")
#: 对27家企业实施监察, 为2万名患者实施手术: what is done to those counted.
_DONE_TO = re.compile(r"[对为给]$")
_DONE_WHAT = re.compile(r"(?:实施|开展|进行|发放|提供)了?(?P<what>[^，。；、]{2,14})$")
#: 20个街区实现绿化彩化: what those counted have come to.
_COME_TO = re.compile(
    r"(?:(?:实现|实施|完成)(?:了|全市|全省|全县|全区)?|(?=入选|入住|共享|用上|进入|列入|纳入|获得|喝上))"
    r"(?P<what>[^，。；、\d]{2,14})(?=[，。；、]|$)"
)
#: 20个街区、300座立交桥实现绿化: the things counted beside it, before what they have all come to.
_BESIDE = re.compile(
    r"[、和与及]\d[\d.,]*[万亿]?[多余]?(?:[个座条家所项处户])[^，。；、\d和]{2,8}?(?=[、和]\d|实现|实施|完成|入选)"
)
#: 2个千亿级、11个百亿级项目; 4个省级、12个市级示范村: a level whose thing stands behind the next count.
_LEVEL_ONLY = re.compile(r"(?:[十百千万]亿元?级|(?:国家|省|市|县|区|部|世界|全国|全省|镇|乡|村|州)级)(?:及以上|以上)?")
_NEXT_COUNT = re.compile(r"[、和与及]\d[\d.,]*[万亿]?[多余]?(?:[个座条家所项处户名件])")
#: 每千人床位数、医师数增至, of two things in two units.
_TWO_REACHED = re.compile(
    r"[数量率值额长]、[^，。；、]{2,14}[数量率值额长](?:提高|增加|上升|提升|增)?(?:到|至|为|达到?)$"
)
#: The short names of ratios that are always of the same two things.
_WHOLE_NAME = {"收入比": "城乡居民收入比"}
#: 苹果产量稳定在全国1/4: a part of the whole country's.
_OF_ALL = re.compile(r"(?:稳定在|保持在)全[国省市县]$")
#: 落实资金, 到位资金: a sum without a thing of its own.
_FUNDS = re.compile(r"(?:落实|投入|安排|争取|拨付|发放|筹集|下达)资金$")
#: 污水处理厂扩容等13项治理项目: what a sum goes to stands behind the count.
_AND_COUNTED = re.compile(r"等\d+[个项处条家所]")
#: 办结率, 合格率: a rate of the things before it.
_LONE_RATE = re.compile(
    r"(?:[一-鿿]{2}率[和、](?:基本)?)?(?:办结|满意|答复|见面|合格|达标|入住|上座|化解|结案|成活|按期办结|群众满意|中标|录用|落实|面商|破案|执行)率"
)
#: A clause of its own before a 、 (旅客吞吐量再次破亿、入境游客增长186.8%).
_OWN_CLAUSE = re.compile(
    r"^.*(?:办好|举办|召开|承办|破亿|投产|开工|建成|建成投用|完成|实现|通车|上线|突破|启动|投用|落地)(?![率量数额])[^、]{0,4}、(?=[^、]{2,}$)"
)
#: 占财政支出的比重, 增速 and the like always belong to the thing before; 投资增长10% after an indicator does not.
_SHARE_OF = re.compile(r"占|增速|增幅|总量|排名|税占比|位次|其中")
_TOTAL = re.compile(r"累计|年均|五年|合计|总计|平均每年|年平均|连续|始终|保持")
_STATE = re.compile(
    r"达|提高|压缩到|压缩至|缩减到|缩减至|缩短到|缩短至|缩小到|缩小至|压减到|压减至|增加到|提升|增至|升至|上升到|降至|下降到|降到|为|突破|超过|稳定在|控制在|总量|总数|余额|总资产|保有量|拥有量|末"
)
#: Standing indicators of the whole economy: a level of theirs is a year's, though a review of five years states it.
_STANDING = re.compile(
    r"生产总值|预算收入$|财政收入$|财政总收入$|零售总额$|工业增加值$|工业总产值$|人均[^，]{0,8}收入$|进出口总[额值]$|余额$|总资产$|GDP|总装机|装机容量$|(?:通车|运营|营运|总)里程$|床位数$|医师数$|收入比$|年收入$|人均预期寿命$|保有量$"
)
_RAISED = re.compile(r"[提上][升高]")
#: Rates of all that was handled over the years.
_HANDLED = re.compile(r"(?:办结|满意|答复)率$")
_SUM = re.compile(r"投入|投资|安排|筹集|筹措|拨付|争取|统筹|整合")
_GAINS = re.compile(r"(?:惠及|受益|受惠)$")
_SUMS = frozenset({"资金", "总投资", "投资", "补助资金", "财政资金", "专项资金", "各类资金"})
_SPENT = re.compile(r"用于|用来|用以|支持(?=[一-鿿])")
_FROM = re.compile(r"(?:由|从|自)(?:[^，。；]{0,14}的)?(?:原来|目前|现行)?(?:每[人户亩年月天])*\s*$")
_TO = re.compile(
    r"[^，。；]{0,10}?(?:到|至|为)|[，,]?\s*(?:提高|增加|提升|上升|增长|下降|降低|减少|压减|压缩|缩短)(?:到|至)"
)
_JOINED = re.compile(r"[和及与、]\s*$")
_LEVEL_WORD = re.compile(r"(?:国家|省|市|县|区|部|世界|全国|全省|镇|乡|村|州)级(?:及以上|以上)?")
_RANKING = re.compile(
    r"(?:我[省市县区])?(?:连续[一二两三四五六七八九十\d]+[年届次])?(?:的?排名|排|位|名)?(?:稳居|居|列|升至|跃居|保持|位居|稳|跻身|进入)?(?:在)?(?:全[省市县区国旗州]|西部|东部|中部|东北|长三角|城区|市区|同类|全镇)?(?:县市|各市|同行业|同类城市)?前?$"
)
#: What a place is held in by the thing before: 增速排名全市第一.
_MERIT = re.compile(r"增速|增幅|总量|增量|规模|总分|得分|人均|占比|质量|绝对额|均$")
_HELD = re.compile(r"^(?:稳居|位居|居|位列|名列|列|跃居)[^，。；]{0,8}$")
#: 在全省62个贫困县中排名第五: those it is placed among.
_HELD_AMONG = re.compile(r"在?(?:全[省市国县区])?\d+个[^，。；\d]{1,10}中(?:排名?|位居|位列|居|列|第)*$")
#: A sentence no longer than this may be the title of the next.
_SHORT = 20
_PER = re.compile(r"每(立方米?|平方米|吨|亩|度|人|月)\s*$")


#: Words farther than this from a figure, in characters, say nothing of it; a quote reaches no farther.
FAR = 160
#: As many subjects back a 分别 may reach.
FEW = 12


@dataclass(slots=True)
class _Sentence:
    """What a sentence has said so far.

    ``topic`` is the subject of the last figure, ``context`` what a clause without figures has spoken of since.
    """

    topic: str = ""
    context: str = ""
    group: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    carried: Measure | None = None
    bases: list[Base] = field(default_factory=list)


def make(
    text: str,
    clauses: list[Clause],
    quantities: list[Quantity],
    plan_year: int,
    indicator: Callable[[str], str | None],
) -> tuple[list[Statement], list[Unread]]:
    """The statements of the figures, in order, and the figures that stand where none could be made of them."""
    reader = _Reader(text, plan_year, indicator)
    starts = [quantity.start for quantity in quantities]
    first = 0
    while first < len(clauses):
        last = first
        while last < len(clauses) and clauses[last].sentence_start == clauses[first].sentence_start:
            last += 1
        low = bisect_left(starts, clauses[first].sentence_start)
        high = bisect_left(starts, clauses[last - 1].sentence_end)
        if low < high:
            reader.sentence(clauses[first:last], quantities[low:high])
        first = last
    return reader.statements, reader.unread


class _Reader:
    def __init__(self, text: str, plan_year: int, indicator: Callable[[str], str | None]) -> None:
        self.text = text
        self.plan_year = plan_year
        self.indicator = indicator
        self.statements: list[Statement] = []
        self.unread: list[Unread] = []
        self.term_end = plan_year + 4

    def sentence(self, clauses: list[Clause], quantities: list[Quantity]) -> None:
        """Reads the figures of one sentence."""
        said = _Sentence(context=self._said_before(clauses[0].sentence_start))
        at = 0
        for index, clause in enumerate(clauses):
            inside: list[Quantity] = []
            while at < len(quantities) and quantities[at].start < clause.end:
                if quantities[at].start >= clause.start:
                    inside.append(quantities[at])
                at += 1
            if clause.kind is None:
                self._skip(inside, clause.section.value)
                continue
            real = [quantity for quantity in inside if not self._put_aside(quantity)]
            if not real:
                said.context = subjects.context(self.text[clause.start : clause.end]) or said.context
                continue
            following = clauses[index + 1] if index + 1 < len(clauses) else None
            self._clause(clause, real, said, following)

    def _said_before(self, start: int) -> str:
        """The thing a short sentence before has named (经营主体稳中培优。总量达1461.4万户), else nothing."""
        end = start
        while end > 0 and self.text[end - 1] in " \u3000":
            end -= 1
        if end < 4 or self.text[end - 1] != "。":
            return ""
        begin = max(self.text.rfind(mark, max(0, end - _SHORT), end - 1) for mark in "。！\n")
        sentence = self.text[begin + 1 : end - 1] if begin >= 0 else ""
        if not sentence or "，" in sentence or "," in sentence or any(sign.isdigit() for sign in sentence):
            return ""
        return subjects.context(sentence)

    def _skip(self, quantities: list[Quantity], reason: str) -> None:
        self.unread += [Unread(Span(q.start, q.end), q.noise or reason) for q in quantities]

    def _put_aside(self, quantity: Quantity) -> bool:
        """Whether the figure is none to state: a date or name, a class of things, a background figure."""
        reason = quantity.noise or background.reason(self.text, quantity)
        if reason:
            self.unread.append(Unread(Span(quantity.start, quantity.end), reason))
        return bool(reason)

    def _clause(self, clause: Clause, real: list[Quantity], said: _Sentence, following: Clause | None) -> None:
        begin = clause.start
        for group in self._groups(real):
            begin = self._group(clause, group, begin, said, following)

    def _groups(self, real: list[Quantity]) -> Iterator[list[Quantity]]:
        """Figures side by side with nothing but a joining mark between them share their words."""
        group: list[Quantity] = []
        for quantity in real:
            if group:
                between = self.text[group[-1].tail : quantity.start]
                shared = (
                    _alike(group[-1], quantity)
                    or "分别" in self.text[max(0, group[0].start - 8) : group[0].start]
                    or (between == "、" and self._ends_alike(group[0], quantity))
                )
                if len(between) < 8 and _JOIN.fullmatch(between) and shared:
                    group.append(quantity)
                    continue
                yield group
            group = [quantity]
        if group:
            yield group

    def _ends_alike(self, first: Quantity, last: Quantity) -> bool:
        """Whether two figures close what two things have come to (床位数、医师数增至7.8张、3.6个)."""
        before = self.text[max(0, first.start - 30) : first.start]
        return _TWO_REACHED.search(before) is not None and self.text[last.tail : last.tail + 1] in "，。；,;\n"

    def _group(
        self, clause: Clause, group: list[Quantity], begin: int, said: _Sentence, following: Clause | None
    ) -> int:
        """States the figures of a group; returns where the words of the next one begin."""
        text = self.text
        first = group[0]
        before = text[max(begin, first.start - subjects.REACH) : first.start]
        if self._is_base(group, before, said):
            return group[-1].tail
        if text[first.start : first.end] == "零":
            before = _CLEARED.sub("", before)
        if first.form == "rank":
            before = _HELD_AMONG.sub("", before)
        if first.form == "fraction":
            before = _OF_ALL.sub("", before)
        per = _PER.search(before[-6:])
        bare = subjects.bare(before[: len(before) - len(per.group())] if per else before)
        end = group[-1].tail
        noun = ""
        if len(group) == 1 and self._counts(first, bare):
            noun, reach = subjects.noun_after(text[first.tail : min(clause.end, first.tail + 60)])
            end += reach
        if bare.lead.endswith("新") and noun and ("、" in bare.subject or before.endswith("等")):
            # 新民、永平等11个村: a name, nothing new.
            bare = subjects.Bare(bare.subject, "", bare.trail)
        joined = bool(_JOINED.search(before)) or (not before.strip() and begin > clause.start)
        if first.form == "rank" and before.endswith("第"):
            bare = subjects.bare(before[:-1])
        if first.form == "rank":
            core = _HELD.sub("", _RANKING.sub("", bare.subject)).removesuffix("分别").removesuffix("均")
            bare = subjects.Bare(core, bare.lead, bare.trail)
        subject = self._subject(bare, noun, before, joined, said, first, clause, following)
        names = self._names(bare, subject, len(group), said)
        goes_on = (begin > clause.start and (joined or before.lstrip().startswith(_LIST))) or "其中" in bare.lead
        carried = said.carried if goes_on else None
        for quantity, name in zip(_with_shared_unit(group), names, strict=True):
            measure = measures.of(quantity, bare, carried)
            unit = f"{quantity.unit}/{per[1]}" if per and quantity.unit.endswith("元") else quantity.unit
            self._state(clause, quantity, name, measure, unit, bare, before, said)
        if not goes_on:
            said.carried = Measure.INCREMENT if measures.opens_addition(bare) and measure is Measure.INCREMENT else None
        said.group = names
        said.said = (said.said + names)[-FEW:]
        if first.form != "rank":
            said.topic, said.context = subject, ""
        return end

    def _counts(self, quantity: Quantity, bare: subjects.Bare) -> bool:
        """Whether the words after a figure may name what it counts: 6个停车场, 三分之二的公园, 50%以上村卫生室."""
        if quantity.form in ("number", "blank") and quantity.unit not in _RATES:
            return True
        if self.text.startswith("的", quantity.tail):
            return True
        return quantity.unit == "%" and self.text.endswith("以上", 0, quantity.tail) and not bare.subject

    def _is_base(self, group: list[Quantity], before: str, said: _Sentence) -> bool:
        """从208.9亿元增加到…: the earlier values; kept for the statements that follow."""
        found = _FROM.search(before[-20:])
        if not found or not _TO.match(self.text, group[-1].tail, group[-1].tail + 20):
            return False
        bare = subjects.bare(before[: len(before) - len(found.group())])
        recent = said.context or said.topic
        # 工业…，总产值从161亿元增加到: what is measured belongs to the thing before.
        named = _join(subjects.owner(recent), bare.subject) if subjects.is_attribute(bare.subject) else bare.subject
        said.topic, said.context = named or recent, ""
        said.group = subjects.distribute(said.topic, len(group))
        said.bases = [Base(Span(base.start, base.end), base.value, base.unit) for base in group]
        self._skip(group, "base")
        return True

    def _subject(
        self,
        bare: subjects.Bare,
        noun: str,
        before: str,
        joined: bool,
        said: _Sentence,
        quantity: Quantity,
        clause: Clause,
        following: Clause | None,
    ) -> str:
        core = _WHOLE_NAME.get(bare.subject, bare.subject)
        if "、" in core:
            core = _OWN_CLAUSE.sub("", core)
        recent = said.context or said.topic
        if noun:
            if "、" in core and not core.endswith("等"):
                # 兴达街、和平路3处断头路: examples of what is counted.
                core = ""
            noun = self._done(subjects.titled(noun), quantity, clause, before)
            if core in _SUMS:
                # 投资3亿元的污水处理厂
                return noun + core
            gains = _GAINS.search(core) or _GAINS.search(bare.lead)
            if gains or self.text.startswith(("受益", "受惠"), quantity.tail + len(noun)):
                giver = _GAINS.sub("", core) or said.topic
                return f"{giver}惠及{noun}" if giver and len(giver) + len(noun) < 24 else noun
            if before.rstrip().endswith("等") or _DOING.search(core):
                return noun
            return core + noun if core and not joined and len(core) + len(noun) <= 30 else noun
        if _FUNDS.fullmatch(core) and recent:
            return recent + "资金"
        if quantity.unit.endswith(("元", "万", "亿")):
            purpose = self._purpose(quantity, clause)
            if purpose and core and _SPENT.match(self.text, quantity.tail):
                return purpose + core
            if not core or core in _SUMS:
                thing = purpose or (said.context or self._object(following) if not said.topic else "")
                if thing and (core or _SUM.search(bare.lead)):
                    return thing + ("投资" if "投资" in core + bare.lead else "投入资金")
        if not core or (core in _SUMS and quantity.unit not in _RATES):
            if core and recent:
                return _join(subjects.owner(recent), core)
            return (said.topic or said.context if quantity.unit in _RATES else recent) or core
        if core.startswith("优良") and "空气" in said.context + said.topic + "".join(said.said[:3]):
            return "空气质量" + core
        if _LONE_RATE.fullmatch(core) and recent and not recent.endswith("率"):
            return recent + core
        if core.startswith("其中"):
            core = core[2:] or said.topic
        if quantity.form == "rank" and said.topic and _MERIT.match(core):
            return said.topic + core
        own = quantity.unit in _RATES and not _SHARE_OF.match(core) and self.indicator(recent) is not None
        if recent and not own and (subjects.is_attribute(core) or (_ATTRIBUTE.match(core) and len(core) <= 14)):
            return _join(recent if _SHARE_OF.match(core) else subjects.owner(recent), core)
        if said.topic and before.lstrip().startswith(_LIST) and len(core) <= 6:
            beside = subjects.beside(said.topic, core)
            if beside != core:
                return beside
        if said.topic and _LEVEL_WORD.fullmatch(core):
            level = _LEVEL_WORD.match(said.topic)
            return core + (said.topic[level.end() :] if level else said.topic)
        if said.topic and len(core) <= 4:
            return _complete(said.topic, core)
        return core

    def _done(self, noun: str, quantity: Quantity, clause: Clause, before: str) -> str:
        """The things counted with what was done to them or what they came to, where the clause goes on to say it."""
        at = self.text.find(noun, quantity.tail, clause.end) + len(noun)
        if at < len(noun) + quantity.tail or at > quantity.tail + len(noun) + 4:
            return noun
        rest = self.text[at : min(clause.end, at + 60)]
        if _LEVEL_ONLY.fullmatch(noun) and (counted := _NEXT_COUNT.match(rest)):
            thing, _ = subjects.noun_after(rest[counted.end() :])
            level = _LEVEL_ONLY.match(thing)
            return noun + (thing[level.end() :] if level else "")
        if _DONE_TO.search(before.rstrip()):
            done = _DONE_WHAT.match(rest)
            return noun + done["what"] if done else noun
        while beside := _BESIDE.match(rest):
            rest = rest[beside.end() :]
        come = _COME_TO.match(rest) if len(noun) <= 5 else None
        return come["what"] + noun if come else noun

    def _purpose(self, quantity: Quantity, clause: Clause) -> str:
        """What a sum is for when the words after it say so (投资5.67亿元新建公路, 7200万元用于改造), or empty."""
        rest = self.text[quantity.tail : min(clause.end, quantity.tail + 40)]
        spent = _SPENT.match(rest)
        if not spent and not subjects.opens_with_deed(rest):
            return ""
        rest = rest[spent.end() :] if spent else rest
        counted = _AND_COUNTED.search(rest)
        if counted:
            at = quantity.tail + (spent.end() if spent else 0) + counted.end()
            return subjects.noun_after(self.text[at : at + 40])[0]
        figure = re.search(r"\d", rest)
        return subjects.context(rest[: figure.start()] if figure else rest)

    def _object(self, clause: Clause | None) -> str:
        """What the clause after a sum of money does with it (投入资金4.3亿元,实施引黄节水工程)."""
        return subjects.context(self.text[clause.start : clause.end]) if clause else ""

    def _names(self, bare: subjects.Bare, subject: str, count: int, said: _Sentence) -> list[str]:
        """A subject for each figure of a group."""
        if count == 1:
            return [subject]
        if not bare.subject:
            if len(said.group) == count:
                return list(said.group)
            recent = list(dict.fromkeys(said.said))[-count:]
            if len(recent) == count and (said.group != [subject] or "分别" in bare.trail):
                return recent
        return subjects.distribute(subject, count)

    def _state(
        self,
        clause: Clause,
        quantity: Quantity,
        name: str,
        measure: Measure,
        unit: str,
        bare: subjects.Bare,
        before: str,
        said: _Sentence,
    ) -> None:
        text = self.text
        assert clause.kind is not None
        base = said.bases.pop(0) if said.bases else None
        if not name:
            self.unread.append(Unread(Span(quantity.start, quantity.end), "no_subject"))
            return
        code = self.indicator(name)
        when = periods.of(
            _told_in(clause),
            self.plan_year,
            text[max(clause.start, quantity.start - FAR) : quantity.start],
            text[clause.sentence_start : min(clause.start, clause.sentence_start + 40)]
            + text[max(clause.sentence_start + 40, clause.start - 60) : clause.start],
            _is_cumulative(measure, before, bare, name),
            self.term_end,
        )
        reasons = []
        if not unit and quantity.form in ("number", "blank"):
            reasons.append("no_unit")
        start, end = max(clause.start, quantity.start - FAR), max(quantity.end, min(clause.end, quantity.tail + FAR))
        self.statements.append(
            Statement(
                kind=clause.kind,
                start=start,
                end=end,
                quote=text[start:end],
                number=Span(quantity.start, quantity.end),
                subject=name,
                indicator=code,
                measure=measure,
                comparator=measures.comparator(quantity, before),
                value=quantity.value,
                value_high=quantity.value_high,
                unit=unit,
                period=when.period,
                deadline=when.deadline,
                hedge=Hedge.STRIVE
                if _HEDGE.search(text, max(clause.start, quantity.start - FAR), quantity.start)
                else Hedge.NONE,
                section=clause.section,
                confidence=0.9 - 0.3 * len(reasons),
                reasons=tuple(reasons),
                base=base,
            )
        )


_RATES = frozenset({"%", "‰", "个百分点", "个千分点", "倍"})
_SCALE = re.compile(r"^[十百千万亿]+")


def _told_in(clause: Clause) -> Section:
    """The section whose sense of time the clause has: a plan that recalls last year tells it as a review would."""
    if clause.kind is Kind.OUTCOME and clause.section in PLEDGES:
        return Section.REVIEW_YEAR
    if clause.kind is Kind.PLEDGE and clause.section in OUTCOMES:
        return Section.YEAR_TASKS
    return clause.section


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether two figures can share their words: the same unit, whatever its scale."""
    return one.form == other.form and (not one.unit or _SCALE.sub("", one.unit) == _SCALE.sub("", other.unit))


def _with_shared_unit(group: list[Quantity]) -> list[Quantity]:
    """分别提高20.9、36.2、54个百分点: the unit that stands once is given to each."""
    shared = group[-1].unit
    return [replace(one, unit=shared) if not one.unit and one.form == "number" else one for one in group]


def _is_cumulative(measure: Measure, before: str, bare: subjects.Bare, name: str) -> bool:
    """Whether a figure of a review of years covers them all, rather than the state at their end."""
    if measure in (Measure.GROWTH, Measure.INCREMENT, Measure.PP, Measure.DECLINE, Measure.MULTIPLE):
        return True
    if measure in (Measure.RANK, Measure.RATIO):
        return False
    if _TOTAL.search(before[-40:]) or (_HANDLED.search(name) and not _RAISED.search(bare.trail)):
        return True
    # A standing indicator (一般公共预算收入完成8.89亿元) is stated for the last year, a count of works for them all.
    return measure is not Measure.SHARE and not _STANDING.search(name) and not _STATE.search(bare.trail)


def _join(topic: str, attribute: str) -> str:
    """策划项目 + 总投资; a topic that ends as the attribute begins is not doubled."""
    for size in range(min(len(topic), len(attribute)), 1, -1):
        if topic.endswith(attribute[:size]):
            return topic + attribute[size:]
    return topic + attribute


def _complete(topic: str, short: str) -> str:
    """示范村 after 市级电商示范镇 is 市级电商示范村: words shared with the topic bring what stands before them."""
    for size in range(len(short) - 1, 1, -1):
        at = topic.find(short[:size])
        if at > 0:
            return topic[:at] + short
    return short
