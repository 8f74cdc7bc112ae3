"""Names what a figure is about, from the words on both sides of it and what the sentence has said so far."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from reports.reading import counted, sharing, subjects
from reports.reading.clauses import Clause
from reports.reading.lexicon.load import any_of, words
from reports.reading.records import Base
from reports.reading.units import Quantity
from reports.words import Measure

LIST_MARKS = ("、", "和", "及", "与")
#: What is measured of the thing before: it joins the topic (重点项目 … 总投资44.7亿元).
_ATTRIBUTE = re.compile(
    r"占|总投资|年度(?:计划)?投资|投资额|总量|增速|增幅|排名|位次|税占比|占比|合同额|年产值|总产值|总面积|总规模|规模$|户均|完成投资|劳务收入$|增收节支$|参保人数$|参保率$|参合率$|其中|累计|总额|年均收入|收益|面积$|投资$"
)
#: A deed at the end of the words before a figure is no part of the thing after it (利用人防工程建设2.5万个停车位).
_DOING = re.compile(
    r"(?<=[一-鿿])(?:设立|成立|建立|布局|举办|召开|增设|建设|打造|建成|培育|引进|新建|改造|整治|治理|实施|推进|完成|提供|完善|开展|规划)$"
)
#: 对27家企业实施监察, 为2万名患者实施手术: what is done to those counted.
_DONE_TO = re.compile(r"[对为给]$")
_DONE_WHAT = re.compile(r"(?:实施|开展|进行|发放|提供)了?(?P<what>[^，。；、\d]{2,14})(?=$|[\d，。；、])")
#: 1.2万户完成煤改气: what was done to so many, with no noun for them.
_DONE_BY = re.compile(
    r"(?:全部|均|已|陆续)*(?:完成|实施)了?“?(?P<what>[^，。；、\d“”]{2,14}(?<!任务))”?(?=$|[，。；、])"
)
_PEOPLE_UNITS = {"人": "人员", "名": "人员", "户": "户"}
#: 20个街区实现绿化彩化: what those counted have come to.
_COME_TO = re.compile(
    r"(?:稳定(?!在)|全部|全都|均|已|先后|成功|顺利|陆续|基本|首次)*"
    r"(?:(?:实现|实施|完成)(?:了|全市|全省|全县|全区)?|(?P<title>建成(?!投[用运产入]|通[车水气电]|使用|运[营行]|开放|并)|创成|成为|建设成为?)"
    r"|(?=入选|入住|入驻|共享|用上|进入|列入|纳入|获得|喝上|消除|搬入|搬进|达到|挂牌|有“|通[高上火自水电气硬油铁客宽光动网二三四五]|接受|参加|享受|退出|稳定在|保持在))"
    r"(?P<what>[^，。；、\d（(]{2,14}(?:[（(][^（）()]{1,6}[)）])?)(?=[，。；]|、\d|$)"
)
#: 全国优质均衡县（市、区）: what else it may be.
_ASIDE = re.compile(r"[（(][^（）()]*[)）]$")
#: 19个项目集中签约: how far those counted have come, said at the end.
_NOW = re.compile(
    r"(?:全部|顺利|已|均|集中|正式|成功|陆续|相继)*(?P<state>签约|落户|开工|竣工|投产|投用|建成|入驻|挂牌|上市|落地|完工|通车|入园)"
    r"(?:签约|落户|建设|开工|竣工|投产|达产|投用|投入使用|试运转|运行|运营|见效|通车)*(?=[，。；、,;]|$)"
)
#: A state that tells works of no name apart (竣工项目); 4条高速公路建成通车 are roads as they were promised.
_ENDED = frozenset({"竣工", "投产", "投用", "建成", "完工", "通车"})
_OF_NO_NAME = re.compile("(?:项目|工程|企业)$")
#: 20个街区、300座立交桥实现绿化: the things counted beside it, before what they have all come to.
_BESIDE = re.compile(
    r"[、和与及]\d[\d.,]*[万亿]?[多余]?(?:[个座条家所项处户])[^，。；、\d和]{2,8}?(?=[、和]\d|实现|实施|完成|入选)"
)
#: 2个千亿级、11个百亿级项目; 4个省级、12个市级示范村: a level whose thing stands behind the next count.
_LEVEL_ONLY = re.compile(
    r"(?:[十百千万]亿元?级|(?:国家|省|市|县|区|部|世界|全国|全省|区域|乡镇|镇|乡|村|州)级)(?:及以上|以上)?"
)
_NEXT_COUNT = re.compile(r"[、和与及]\d[\d.,]*[万亿]?[多余]?(?:[个座条家所项处户名件])")
#: 居民收入1.9万元，其中城镇居民2.8万元: parts of the people whose income was told.
_PEOPLE_PARTS = frozenset({"城镇居民", "农村居民", "城市居民", "城镇常住居民", "农村常住居民"})
#: What a sown area yields.
_YIELDS = frozenset({"总产", "总产量", "产量", "年产量", "年度产量", "单产", "亩产", "平均亩产", "平均单产"})
#: The short names of ratios that are always of the same two things.
_WHOLE_NAME = {"收入比": "城乡居民收入比"}
#: 落实资金, 到位资金: a sum without a thing of its own.
_FUNDS = re.compile(r"(?:落实|投入|安排|争取|拨付|发放|筹集|下达)资金$")
#: 污水处理厂扩容等13项治理项目: what a sum goes to stands behind the count.
_AND_COUNTED = re.compile(r"等\d+[个项处条家所]")
#: 办结率, 合格率: a rate of the things before it.
_LONE_RATE = re.compile(
    r"(?:[一-鿿]{2}率[和、](?:基本)?)?(?:办结|满意|答复|见面|合格|达标|入住|上座|化解|结案|成活|按期办结|群众满意|中标|录用|落实|面商|破案|执行)率"
)
#: A clause of its own before a 、 (旅客吞吐量再次破亿、入境游客增长186.8%; 打响品牌、力争旅居人数达600万).
_OWN_CLAUSE = re.compile(
    r"^.*、(?:力争|争取|确保|力保)(?=[^、]{2,}$)|^.*(?:办好|举办|召开|承办|破亿|投产|开工|建成(?!区)|完成|实现|通车|上线|突破|启动|投用|落地)[^、率量数额]{0,4}、(?=[^、]{2,}$)"
)
#: 占财政支出的比重, 增速 and the like always belong to the thing before; 投资增长10% after an indicator does not.
_SHARE_OF = re.compile(r"占|增速|增幅|总量|排名|税占比|位次|其中")
#: Deeds that say nothing of a thing of their own.
DONE_AGAIN = frozenset(
    {"优化", "改建", "扩建", "升级改造", "改扩建", "提升改造", "改造提升", "提质改造", "改造升级", "整改", "更新"}
)
_DIGIT = re.compile(r"\d")
#: A clause that goes on to tell of the sum before it.
_TOLD_OF = re.compile(r"[同环]?比|较|占|为|是|增长|下降|达")
_MONEY = ("资金", "投资", "贷款")
#: A clause after one of these begins with a sum of its own.
_ANEW = ("；", ";", "； ", "; ")
#: How far works have come, said of the thing before: 竣工20个.
_WORK_STATE = r"新开工|开工|竣工|完工|投产|投用|投运|签约|落地|入库|在建|续建"
_STATE = re.compile(
    rf"[，,、\s]*(?:其中|已|实现|完成|全年|新|共|当年|年内|计划|力争)*(?P<state>(?:{_WORK_STATE}){{1,2}})(?:了|达到?|超过?|近|约|共)*"
)
_STATE_END = re.compile(rf"(?:{_WORK_STATE}){{1,2}}$")
#: A purpose no longer than this is named whole (支持工业发展).
_WHOLE_PURPOSE = 10
#: What a yield is of, where the words of its sentence say so.
_CROP = re.compile(r"粮食|夏粮|秋粮|小麦|玉米|水稻|大豆|棉花|油料|蔬菜|水果|茶叶|烟叶")
#: What a length open to traffic is of, where only the words before it say so.
_LENGTHS = frozenset({"里程", "总里程", "通车里程", "通车总里程", "运营里程", "运营总里程"})
_WAY = re.compile(r"高速公路|高速铁路|高铁|农村公路|公路|铁路|轨道交通|地铁")
#: 其中10亿元以上30个: how large those are that are counted, of the things before.
_SIZE = re.compile(r"(?:其中)?(?P<size>(?:\d[\d.]*[百千万亿]*|[百千万亿]+)元(?:以上|以下))")
_SUM = re.compile(r"投入|投资|安排|筹集|筹措|拨付|争取|统筹|整合")
_GAINS = re.compile(r"(?:惠及|受益|受惠)$")
_SUMS = frozenset({"资金", "总投资", "投资", "补助资金", "财政资金", "专项资金", "各类资金"})
_SPENT = re.compile(r"用于|用来|用以|支持(?=[一-鿿])")
#: 抓好60件民生实事: a count before the thing it counts.
_COUNT = re.compile(r"\d[\d.,]*[万亿]?[多余]?[个条项件家所座处]")
_LEVEL_WORD = re.compile(r"(?:国家|省|市|县|区|部|世界|全国|全省|镇|乡|村|州)级(?:及以上|以上)?")
#: What a place is held in by the thing before: 增速排名全市第一.
_MERIT = re.compile(r"增速|增幅|总量|增量|规模|总分|得分|人均|占比|质量|绝对额|均$")
RATES = frozenset({"%", "‰", "个百分点", "个千分点", "倍"})


@dataclass(slots=True)
class Said:
    """What a sentence has said so far.

    ``topic`` is the subject of the last figure; ``silent`` are the clauses without figures since, and ``title`` a
    short sentence before this one, which may name the thing too. ``in_total`` tells that the last figure covers years,
    ``rate`` of which measure it is where it is a percentage.
    """

    text: str
    title: str = ""
    topic: str = ""
    silent: list[Clause] = field(default_factory=list)
    group: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    carried: Measure | None = None
    rate: Measure | None = None
    in_total: bool = False
    bases: list[Base] = field(default_factory=list)
    _context: str = ""

    @property
    def context(self) -> str:
        """What the words without figures since the last figure speak of, the nearest first; empty if nothing."""
        while self.silent:
            clause = self.silent.pop()
            if found := subjects.context(self.text[clause.start : clause.end]):
                self._context = found
                self.silent.clear()
        if not self._context and self.title:
            self._context = subjects.context(self.title)
            self.title = ""
        return self._context

    @property
    def recent(self) -> str:
        """What was spoken of last, with a figure or without."""
        return self.context or self.topic

    def now_of(self, topic: str) -> None:
        """What was last spoken of is what a figure was of."""
        self.topic = topic
        self.title = self._context = ""
        self.silent.clear()


@cache
def _general() -> frozenset[str]:
    """Names so general that the deed done to them has to say which."""
    return frozenset(words("nouns", "general"))


@cache
def _telling() -> re.Pattern[str]:
    """A deed that tells things of a general name apart, at the end of a lead."""
    return re.compile(any_of(words("verbs", "telling")) + "$")


def told_apart(subject: str, lead: str, unit: str) -> str:
    """The subject with the deed before it where its name is too general: 转移群众 and 救助群众 are not one thing."""
    if unit in RATES or subject not in _general():
        return subject
    deed = _telling().search(lead)
    return deed.group() + subject if deed else subject


class Namer:
    """Names what the figures of one text are about."""

    def __init__(self, text: str, indicator: Callable[[str], str | None]) -> None:
        self.text = text
        self.indicator = indicator

    def subject(
        self,
        bare: subjects.Bare,
        noun: str,
        before: str,
        joined: bool,
        said: Said,
        quantity: Quantity,
        clause: Clause,
        following: Clause | None,
    ) -> str:
        """The subject of a figure from its own words, the noun behind it and what was said before; empty if none."""
        core = _WHOLE_NAME.get(bare.subject, bare.subject)
        if core == "经济" and quantity.unit == "%" and not noun:
            # 经济年均增长5% is said of the whole economy.
            return core
        if "、" in core:
            core = _OWN_CLAUSE.sub("", core)
        if noun:
            if "、" in core and not core.endswith("等"):
                # 兴达街、和平路3处断头路: examples of what is counted.
                core = ""
            if quantity.unit.endswith("户") and noun.endswith("人口"):
                # 9066户、27572名贫困人口
                noun = noun.removesuffix("人口") + "户"
            noun = self._done(counted.titled(noun), quantity, clause, before)
            if core in _SUMS or core.endswith("总投资"):
                # 投资3亿元的污水处理厂, 引进落地总投资21亿元的项目
                return noun + (core if core in _SUMS else "总投资")
            gains = _GAINS.search(core) or _GAINS.search(bare.lead)
            if gains or self.text.startswith(("受益", "受惠"), quantity.tail + len(noun)):
                giver = (
                    ""
                    if said.topic.endswith(("率", "比重")) and not core
                    else _GAINS.sub("", core) or subjects.bare(_GAINS.sub("", bare.lead)).subject or said.topic
                )
                return f"{giver}惠及{noun}" if giver and len(giver) + len(noun) < 24 else noun
            if before.rstrip().endswith("等") or _DOING.search(core):
                return noun
            return core + noun if core and not joined and len(core) + len(noun) <= 30 else noun
        people = _PEOPLE_UNITS.get(quantity.unit.lstrip("十百千万亿"))
        if people and _DONE_TO.search(before.rstrip()):
            # 为9万人发放低保金
            done = _DONE_WHAT.match(self.text, quantity.tail, clause.end)
            if done:
                return done["what"] + people
        if people and not core and (done := _DONE_BY.match(self.text, quantity.tail, clause.end)):
            return done["what"]
        if _FUNDS.fullmatch(core) and said.recent:
            return said.recent + "资金"
        if quantity.unit.endswith(("元", "万", "亿")):
            purpose = self._purpose(quantity, clause)
            if purpose and core and _SPENT.match(self.text, quantity.tail):
                return purpose + core
            if not core or core in _SUMS:
                anew = not said.topic or self.text.endswith(_ANEW, 0, clause.start)
                thing = purpose or (self._spent_on(said, clause, following) if anew else "")
                if thing and (core or _SUM.search(bare.lead)):
                    return thing + ("投资" if "投资" in core + bare.lead else "投入资金")
        if said.topic and quantity.counted and before.lstrip().startswith(LIST_MARKS):
            # 筹建非遗工坊5个、升级改造3个: the thing done to is the one before.
            deed = core or bare.lead.strip("、和及与")
            if subjects.nominal_pattern().fullmatch(deed) or deed in DONE_AGAIN:
                return said.topic
        if not core and said.topic and (state := _STATE.fullmatch(bare.lead + bare.trail)):
            # 重点项目开工30个、竣工20个
            return _STATE_END.sub("", sharing.owner(said.topic)) + state["state"]
        if not core or (core in _SUMS and quantity.unit not in RATES):
            if core and said.recent:
                return sharing.join(sharing.owner(said.recent), core)
            return (said.topic or said.context if quantity.unit in RATES else said.recent) or core
        if core.startswith("优良") and "空气" in said.context + said.topic + "".join(said.said[:3]):
            return "空气质量" + core
        if _LONE_RATE.fullmatch(core) and said.recent and not said.recent.endswith("率"):
            return said.recent + core
        if core.startswith("其中"):
            core = core[2:] or said.topic
        if core in _PEOPLE_PARTS and (whole := sharing.of_all(said.said)):
            return core + whole
        if core in _YIELDS and (crops := _CROP.findall(self.text, clause.sentence_start, quantity.start)):
            # 粮食生产再获丰收，总产达133.4亿斤
            return crops[-1] + core
        if said.topic and quantity.counted and (size := _SIZE.fullmatch(core)):
            return size["size"] + _SIZE.sub("", said.topic)
        if core in _LENGTHS and (ways := _WAY.findall(self.text, clause.sentence_start, quantity.start)):
            # 建成沿江高速公路等项目，通车总里程突破1万公里
            return ways[-1] + core
        if core in _YIELDS and said.recent.endswith("面积"):
            # 小麦种植面积达5万亩，总产2万吨
            return sharing.owner(said.recent).removesuffix("播种").removesuffix("种植") + core
        if quantity.form == "rank" and said.topic and _MERIT.match(core):
            return said.topic + core
        if subjects.is_attribute(core) or (len(core) <= 14 and _ATTRIBUTE.match(core)):
            of_share = _SHARE_OF.match(core)
            own = quantity.unit in RATES and not of_share and self.indicator(said.recent) is not None
            if quantity.counted and said.recent.endswith(_MONEY):
                # 投入扶贫资金18亿元，实施项目526个: a sum owns no works.
                return core
            if said.recent and not own:
                # 占全市41%，占全省36%: of the same thing.
                keeps = of_share and not (core.startswith("占") and "占" in said.recent)
                return sharing.join(said.recent if keeps else sharing.owner(said.recent), core)
        if said.topic and before.lstrip().startswith(LIST_MARKS) and len(core) <= 6:
            beside = sharing.beside(said.topic, core)
            if beside != core:
                return beside
        if said.topic and _LEVEL_WORD.fullmatch(core):
            level = _LEVEL_WORD.match(said.topic)
            return core + (said.topic[level.end() :] if level else said.topic)
        if said.topic and len(core) <= 4:
            return sharing.complete(said.topic, core)
        return core

    def _done(self, noun: str, quantity: Quantity, clause: Clause, before: str) -> str:
        """The things counted with what was done to them or what they came to, where the clause goes on to say it."""
        at = self.text.find(noun, quantity.tail, clause.end) + len(noun)
        if at < len(noun) + quantity.tail or at > quantity.tail + len(noun) + 4:
            return noun
        rest = self.text[at : min(clause.end, at + 60)]
        if _LEVEL_ONLY.fullmatch(noun) and (beside := _NEXT_COUNT.match(rest)):
            thing, _ = counted.noun_after(rest[beside.end() :])
            while _LEVEL_ONLY.fullmatch(thing) and (beside := _NEXT_COUNT.search(rest, beside.end())):
                # 6个世界级、7个国家级、9个区域级产业集群: the last has the thing.
                thing, _ = counted.noun_after(rest[beside.end() :])
            level = _LEVEL_ONLY.match(thing)
            return noun + (thing[level.end() :] if level else "")
        if _DONE_TO.search(before.rstrip()):
            done = _DONE_WHAT.match(rest)
            return noun + done["what"] if done else noun
        if (
            len(noun) <= 4
            and (state := _NOW.match(rest))
            and (_OF_NO_NAME.search(noun) or state["state"] not in _ENDED)
        ):
            # 136个项目签约落户
            return state["state"] + noun
        while beside := _BESIDE.match(rest):
            rest = rest[beside.end() :]
        come = _COME_TO.match(rest) if len(noun) <= 8 else None
        if not come or (come["title"] and quantity.form == "fraction"):
            return noun
        # 374个行政村全部建成边境幸福村: what they are now says which.
        is_title = bool(come["title"]) and _ASIDE.sub("", come["what"]).endswith(noun[-1])
        return come["what"] if is_title else come["what"] + noun

    def _purpose(self, quantity: Quantity, clause: Clause) -> str:
        """What a sum is for when the words after it say so (投资5.67亿元新建公路, 7200万元用于改造), or empty."""
        rest = self.text[quantity.tail : min(clause.end, quantity.tail + 40)]
        spent = _SPENT.match(rest)
        if not spent and not counted.opens_with_deed(rest):
            return ""
        rest = rest[spent.end() :] if spent else rest
        examples = _AND_COUNTED.search(rest)
        if examples:
            at = quantity.tail + (spent.end() if spent else 0) + examples.end()
            return counted.noun_after(self.text[at : at + 40])[0]
        figure = _DIGIT.search(rest)
        if spent and not figure and len(rest) <= _WHOLE_PURPOSE:
            return rest
        return subjects.context(rest[: figure.start()] if figure else rest)

    def _spent_on(self, said: Said, clause: Clause, following: Clause | None) -> str:
        """What a sum at a clause's head is for: what was spoken of, but behind ； sooner what the next clause does."""
        if self.text.endswith(_ANEW, 0, clause.start):
            return self._object(following) or said.context
        return said.context or self._object(following)

    def _object(self, clause: Clause | None) -> str:
        """What the clause after a sum of money does with it (投入资金4.3亿元,实施引黄节水工程)."""
        words = self.text[clause.start : clause.end] if clause else ""
        if clause is None or _TOLD_OF.match(words):
            # 同比增长12% tells of the sum, it does not spend it.
            return ""
        figure = _DIGIT.search(self.text, clause.start, clause.end)
        thing = subjects.context(self.text[clause.start : figure.start() if figure else clause.end])
        counts = _COUNT.match(self.text, figure.start(), clause.end) if figure and not thing else None
        return counted.noun_after(self.text[counts.end() : clause.end])[0] if counts else thing

    def names(self, bare: subjects.Bare, subject: str, count: int, said: Said) -> list[str]:
        """A subject for each figure of a group."""
        if count == 1:
            return [subject]
        if not bare.subject:
            if len(said.group) == count:
                return list(said.group)
            recent = list(dict.fromkeys(said.said))[-count:]
            if len(recent) == count and (said.group != [subject] or "分别" in bare.trail):
                return recent
        return sharing.distribute(subject, count)
