"""Answers whose words are like the pledge's and that say something else all the same.

Each function names one way in which reports do so, with an example; ``comparing.fit`` refuses by them, ``judge`` says
beside the verdict what they leave open.
"""

from __future__ import annotations

import re
from functools import lru_cache

from reports.reading.records import Statement
from reports.words import Measure
from tracker.judging.choose import figure
from tracker.judging.clauses import clause_around, is_going_on, promises_an_end
from tracker.judging.constants import LINK_STOCK_TIMES
from tracker.judging.ladder import UNDER_WAY, rung_promised, rung_reached
from tracker.judging.likeness import is_one_of
from tracker.judging.naming import name_of, weak_words
from tracker.judging.spans import before_number
from tracker.judging.units import read_unit

_AMOUNTS = (Measure.LEVEL, Measure.INCREMENT)
#: 农村公路建设位居全市第一, 走在全省前列.
_RANKED = re.compile(
    r"[位名]?[居列][^，。；]{0,8}(?:第[一二三四五六七八九十\d]|前[列茅]|首位|榜首)|走在[^，。；]{0,6}前列|排名"
)
#: 新开工改造4402个, 开工建设经济适用房84.5万平方米: begun in the year, wherever that leads; not 开工并建成5所.
_BEGUN = re.compile(r"新?开工(?![^，。；]*(?:建成|竣工|完工|投产|投用))")
#: 重大项目加快实施, 工程进展顺利: nobody knows how far.
_VAGUE = re.compile(r"(?:加快|稳步|有序|扎实|顺利|持续|加速|全力|快速)(?:推进|实施)|进展(?:顺利|良好)")
#: 完成…经济适用房、…廉租房建设任务: the verb of a list stands at its head.
_TO_BE_DONE = re.compile(r"完成[^，。；]*(?:建设|改造)任务")
#: 长江路东段, 湿地公园一期, 主通道重点工程: a part of what the name before it names.
_A_PART = re.compile(
    r"(?:[东西南北中][段线延]|首[段期批]|[一二三四五]期|部分路?段?|先导段|起步区|启动区|示范段|[一二三四]标段|重点工程.)"
)
#: 比2019年调整预算收入增长7%: the promise is held against what was budgeted, which is no result of the year before.
_AGAINST_BUDGET = re.compile(r"比[^，。；]{0,10}预算")
#: Whose a body or a scheme is, where its name begins.
_RESIDENCE = re.compile(r"^(?:农村|乡村|农民|城镇|城市)")
#: 第二, 新一, 十四五: which one of a row it is, told in other words the year after.
_WHICH = re.compile(r"[第首新本届轮期次批年月\d一二三四五六七八九十]")
#: Words that weigh little in a likeness, and yet say whose a thing is: 社区服务中心, beside 养老服务中心.
_WHOSE = frozenset({"社区", "乡镇", "街道", "道路", "行政村", "企业"})
#: All of it, in pledge and answer: 实现全覆盖, 动态清零, 应改尽改.
_ALL = re.compile("全覆盖|全域覆盖|清零|全部|所有|应.尽.")
#: A deed tells of all of it in more words: 彻底终结, 村村通, 均已完成.
_ALL_TOLD = re.compile("[全所均都每各皆]|清零|消除|彻底|终结|普及|应.尽.|(.)\\1通")
_LATER_PHASE = re.compile("[二三四五]期")
#: What is done to works, of which a plan promises one and a review adds up two: 新建、完善, for 新建.
_DONE_TO_WORKS = re.compile("新建|改建|扩建|改造|完善|维修|修缮|恢复|改善|巩固")
#: One figure of a list ends where the next thing begins.
_MARK = re.compile(r"[，。；：]|\d[^、]*、")
#: What comes before a work is begun and is no beginning of it: 启动北区征迁, 产业园签约落地, for 启动建设.
_PREPARED = re.compile("征迁|征地|拆迁|征收|签约|前期工作|可研|立项|谋划")
#: What a name goes on with where it names one thing more: 减税降费, 公路和桥梁.
_AND_MORE = re.compile("降费|[和与及、].")
#: 地方政府, 各级: the bodies of all ranks.
_ALL_RANKS = re.compile("地方(?:政府|各级)|各级|各地")
#: What is done to a paper until it is there: 编制…规划.
_WRITTEN = re.compile("编制|修编|起草|制定|出台|印发")
#: How big a work is, as part of its name: 年产30万吨甲醇, 2×35万千瓦机组.
_SIZE = re.compile(r"(?:(\d+)×)?(\d+(?:\.\d+)?)(万?(?:吨|千瓦|兆瓦|锭|立方米|套|辆))")
#: To build anew, and to mend what stands: 新建中小学, 维修中小学.
_NEW = re.compile("新建|新增|扩建|新改")
_MENDED = re.compile("维修|修缮|翻修|整修|维护|加固")
#: Two things that one deed is promised of: 甲行动和乙行动, 甲、乙.
_TWO = re.compile("[和与及、]")
#: A name of fewer characters says too little to be one of two by itself.
_ONE_OF_TWO = 3
#: Signs of a name that stand against each other: 南湖公园, 北湖公园.
_SIDES, _NUMBERS = ("东西南北中", "上下", "前后", "内外"), ("一二三四五六七八九十", "123456789")
_OPPOSED = [set(signs) for signs in (*_SIDES, "新旧", "新老", "大小", "城镇乡村", *_NUMBERS)]
#: So many characters in one's place make another name: 人工智能 and 数字经济 before 创新发展试验区.
_ANOTHER = 2
_ALIKE_OTHERWISE = 4
#: Deeds that a rate of change tells as done, by the way it goes.
_CHANGED_BY = {
    Measure.GROWTH: ("提高", "上调", "增加", "扩大", "提升"),
    Measure.PP: ("提高", "上调", "扩大", "提升"),
    Measure.DECLINE: ("降低", "下降", "减少", "压减", "压缩", "削减", "缩减", "继续下降"),
}
#: What promises more of a thing, and what tells it: 提高…标准, 标准上调, 试点推广到全国.
_RAISED = re.compile("提高|上调|增加|扩大|提升|调高")
_TELLS_MORE = re.compile("提高|上调|增[加长至]|新增|扩[大展围容]|提升|调高|拓展|推广|推开|翻番|倍增")
#: What is done with a body that stands already: the name alone does not say that this was done.
_DONE_WITH_A_BODY = ("上市", "重组", "改制")
#: Subjects that say what was done to people or things: one year's are added to those of the year before.
_DONE_TO = re.compile(r"(?:就业|培训|脱贫|搬迁|安置|改造|治理|救助|手术|创业|转移)(?:人员|人数|任务|问题)?$")


def is_rank_for_amount(pledge: Statement, outcome: Statement) -> bool:
    """Whether only a rank is told where an amount was promised: 农村公路建设位居全市第一, for 50公里."""
    return pledge.measure in _AMOUNTS and outcome.measure == Measure.DONE and bool(_RANKED.search(outcome.quote))


def is_money_for_deed(pledge: Statement, outcome: Statement) -> bool:
    """Whether only the money spent is told where a deed was promised: 40个竣工项目完成投资27.1亿元, for 按时竣工."""
    if pledge.measure != Measure.DONE or outcome.measure not in _AMOUNTS or "投资" in pledge.subject:
        return False
    if read_unit(outcome.unit).kind in ("yuan", "dollar"):
        return outcome.subject.endswith("投资")
    return "完成投资" in clause_around(outcome)


def is_only_raised(pledge: Statement, outcome: Statement) -> bool:
    """Whether a standard is only said to be raised where a figure was promised: 提高基础养老金, for 150元."""
    return pledge.measure in _AMOUNTS and outcome.measure == Measure.DONE and bool(_RAISED.fullmatch(_action(outcome)))


def is_some_for_all(pledge: Statement, outcome: Statement) -> bool:
    """Whether not all of it is told where all was promised: 新改建公路200公里, or 实行监管, for 公路, 监管全覆盖."""
    if pledge.measure != Measure.DONE or not _ALL.search(_action(pledge)):
        return False
    if outcome.measure in _AMOUNTS:
        return not _ALL.search(outcome.quote)
    return outcome.measure == Measure.DONE and not _ALL_TOLD.search(outcome.quote)


def names_only_the_kind(pledge: Statement, outcome: Statement) -> bool:
    """Whether a named work is answered by a number of its kind, which may or may not be among them.

    完成7条背街小巷改造, for 鑫园巷背街小巷改造; not where the answer names the work as well.
    """
    if pledge.measure != Measure.DONE or outcome.measure not in _AMOUNTS:
        return False
    if not is_one_of(pledge.subject, outcome.subject):
        return False
    own = name_of(pledge.subject).words.removesuffix(name_of(outcome.subject).words)
    return len(weak_words().sub("", own)) >= _ANOTHER and own[:_ANOTHER] not in outcome.quote


def tells_more_things(pledge: Statement, outcome: Statement) -> bool:
    """Whether the amount told is of more than what was promised: 减税降费1.3万亿元, for 减税8000亿元."""
    if not {pledge.measure, outcome.measure} <= set(_AMOUNTS) or not outcome.subject.startswith(pledge.subject):
        return False
    rest = outcome.subject[len(pledge.subject) :]
    return bool(_AND_MORE.match(rest)) and rest[1:3] not in pledge.quote


def is_fewer_of_some(pledge: Statement, outcome: Statement) -> bool:
    """Whether fewer are told, and only of some of those promised: 发明专利授权320件, for 专利授权1000件.

    Not where the pledge says of which ones it speaks, in the same words.
    """
    promised, told = figure(pledge.value), figure(outcome.value)
    if promised is None or told is None or not is_one_of(outcome.subject, pledge.subject):
        return False
    if told * read_unit(outcome.unit).worth >= promised * read_unit(pledge.unit).worth:
        return False
    which = name_of(outcome.subject).words.removesuffix(name_of(pledge.subject).words)
    return len(weak_words().sub("", which)) >= _ANOTHER and which not in name_of(pledge.quote).words


@lru_cache(maxsize=8192)
def is_across_from(one: str, other: str) -> bool:
    """Whether two subjects are one name but for a sign that sets such names against each other: 南湖公园, 北湖公园."""
    mine, its = name_of(one).words, name_of(other).words
    if len(mine) != len(its):
        return False
    apart = [signs for signs in zip(mine, its, strict=True) if signs[0] != signs[1]]
    return len(apart) == 1 and any(set(apart[0]) <= signs for signs in _OPPOSED)


@lru_cache(maxsize=8192)
def is_another_of_the_name(one: str, other: str) -> bool:
    """Whether two subjects are alike but for the words that say which: 人工智能…试验区, 数字经济…试验区.

    Numbers that say which one of a row (第二轮, 新一轮) make no other name, nor do words that one of them merely adds.
    """
    mine, its = name_of(one).words, name_of(other).words
    start = 0
    while start < min(len(mine), len(its)) and mine[start] == its[start]:
        start += 1
    end = 0
    while end < min(len(mine), len(its)) - start and mine[-1 - end] == its[-1 - end]:
        end += 1
    if start + end < _ALIKE_OTHERWISE or not end:
        return False
    own = [words[start : len(words) - end] for words in (mine, its)]
    said = [_WHICH.sub("", weak_words().sub(_unless_whose, words)) for words in own]
    return min(map(len, said)) >= _ANOTHER and not set(own[0]) & set(own[1])


def _unless_whose(weak: re.Match[str]) -> str:
    return weak.group() if weak.group() in _WHOSE else ""


def lacks_the_residence(one: str, other: str) -> bool:
    """Whether only the promised name says 农村 or 城镇 and the rest is the same: 农村商业银行, 商业银行."""
    mine, its = name_of(one).words, name_of(other).words
    return mine != its and _RESIDENCE.sub("", mine) == its


def tells_a_part(pledge: Statement, outcome: Statement) -> bool:
    """Whether the answer names a part of the promised work alone: 长江路东段, for 长江路."""
    whole, told = name_of(pledge.subject).words, name_of(outcome.subject).words
    return told.startswith(whole) and bool(_A_PART.match(told[len(whole) :]))


def tells_one_of_two(pledge: Statement, outcome: Statement) -> bool:
    """Whether only one of two things promised together is told: 完成乙行动目标, for 完成甲和乙行动目标."""
    whole, told = pledge.subject, outcome.subject
    for mark in _TWO.finditer(whole):
        first, second = whole[: mark.start()], whole[mark.end() :]
        if min(len(first), len(second)) < _ONE_OF_TWO:
            continue
        if told == second:
            return first[:_ONE_OF_TWO] not in outcome.quote
        if told.startswith(first) and second.endswith(told[len(first) :]):
            return second[:_ONE_OF_TWO] not in outcome.quote
    return False


def tells_one_rank(pledge: Statement, outcome: Statement) -> bool:
    """Whether only one rank tells what was promised of all of them: 省级政府部门清单公布, for 地方政府清单."""
    if not _ALL_RANKS.search(pledge.subject) or _ALL_RANKS.search(outcome.quote):
        return False
    return len(name_of(outcome.subject).ranks) == 1 and not name_of(pledge.subject).ranks


def is_begun(statement: Statement) -> bool:
    """Whether what is counted is told as begun: 新开工保障性住房2.48万套."""
    return bool(_BEGUN.search(before_number(statement)))


def is_begun_for_finished(pledge: Statement, outcome: Statement) -> bool:
    """Whether works that were to be finished are only told as begun or going on, so that nobody knows how many were
    finished: 新开工84.5万平方米, 20个项目稳步推进, 水厂开工建设, for 建成25万平方米, 27个项目早投产, 建成水厂1座.

    A task of building homes is counted by what begins, and is no such work.
    """
    if pledge.measure not in _AMOUNTS or not promises_an_end(pledge) or is_task_begun(pledge, outcome):
        return False
    if outcome.measure == Measure.DONE:
        return rung_reached(outcome) <= UNDER_WAY
    if outcome.measure not in _AMOUNTS or _BEGUN.search(pledge.quote):
        return False
    return is_begun(outcome) or is_going_on(outcome)


def is_only_under_way(pledge: Statement, outcome: Statement) -> bool:
    """Whether a work that was to be finished is only said to go on: 重大项目加快实施, for 项目竣工投产.

    A vague sentence answers nothing; a work told as begun (开工) does, and falls short.
    """
    if not pledge.measure == outcome.measure == Measure.DONE or not _VAGUE.search(outcome.quote):
        return False
    return rung_promised(pledge) > UNDER_WAY >= rung_reached(outcome)


def is_task_begun(pledge: Statement, outcome: Statement) -> bool:
    """Whether a task of building is told by what was begun: 完成…25万平方米建设任务, 开工建设84.5万平方米.

    The state counts such tasks by the homes begun in the year, so the figures answer each other, on another basis.
    """
    if not {pledge.measure, outcome.measure} <= set(_AMOUNTS) or not _TO_BE_DONE.search(pledge.quote):
        return False
    return is_begun(outcome) and not _BEGUN.search(pledge.quote)


def counts_more(pledge: Statement, outcome: Statement) -> bool:
    """Whether what was counted is more than was to be: 新建、完善绿化6300公里, for 新建3014公里."""
    mine, its = (set(_DONE_TO_WORKS.findall(_MARK.split(before_number(one))[-1])) for one in (pledge, outcome))
    return bool(mine) and mine < its


def is_against_budget(pledge: Statement) -> bool:
    """Whether growth was promised over a budget (比2019年调整预算收入增长7%), and not over last year's result."""
    return bool(_AGAINST_BUDGET.search(pledge.quote))


def is_many_times(pledge: Statement, outcome: Statement) -> bool:
    """Whether the answer is so many times what was to be added that it tells what there is: 1210家, for 建成100个."""
    promised, told = figure(pledge.value), figure(outcome.value)
    if not promised or told is None:
        return False
    worth = read_unit(outcome.unit).worth / read_unit(pledge.unit).worth
    return told * worth >= promised * LINK_STOCK_TIMES


def is_told_otherwise(pledge: Statement, outcome: Statement) -> bool:
    """Whether another measure says the same: 贫困人口减少1240万 of 1000万人脱贫, 养老金上调2% of 提高养老金."""
    if pledge.measure == Measure.LEVEL and outcome.measure == Measure.DECLINE:
        return "脱贫" in pledge.quote and "贫困人口" in outcome.subject and not read_unit(outcome.unit).is_rate
    if pledge.measure != Measure.DONE:
        return False
    action = _action(pledge)
    return bool(action) and action in _CHANGED_BY.get(outcome.measure, ())


def is_of_a_later_phase(pledge: Statement, outcome: Statement) -> bool:
    """Whether a later phase of a work is told where the work itself was promised: 产业园二期开工, for 产业园建成."""
    return bool(_LATER_PHASE.search(outcome.subject)) and "期" not in pledge.subject


def is_only_prepared(pledge: Statement, outcome: Statement) -> bool:
    """Whether a work that was to be started is only made ready: 启动北区征迁, 产业园签约落地, for 启动建设."""
    if _PREPARED.search(pledge.quote) or not _PREPARED.search(outcome.quote):
        return False
    return rung_promised(pledge) < UNDER_WAY and rung_reached(outcome) < UNDER_WAY


def is_still_written(pledge: Statement, outcome: Statement) -> bool:
    """Whether a paper that was to be written is only told as being written: 加快推进规划编制, for 编制规划."""
    return bool(_WRITTEN.search(_action(pledge))) and rung_reached(outcome) <= UNDER_WAY < rung_promised(pledge)


def is_of_another_size(pledge: Statement, outcome: Statement) -> bool:
    """Whether both works are named with how big they are, and none of the sizes agrees: 30万吨甲醇, 40万吨甲醇."""
    mine, its = (set(_SIZE.findall(one.subject)) for one in (pledge, outcome))
    units = {unit for *_, unit in mine} & {unit for *_, unit in its}
    return bool(units) and not {size[1:] for size in mine} & {size[1:] for size in its}


def is_mended_for_new(pledge: Statement, outcome: Statement) -> bool:
    """Whether what stood already was repaired where new ones were promised: 维修中小学389所, for 新建中小学."""
    told = clause_around(outcome)
    if not _MENDED.search(told) or _NEW.search(told):
        return False
    promised = clause_around(pledge)
    return bool(_NEW.search(promised)) and not _MENDED.search(promised)


def is_another_deed(pledge: Statement, outcome: Statement) -> bool:
    """Whether something else is told of the same thing: 促成了…合作 of a company, for 上市; 落实补贴, for 增加补贴."""
    action = _action(pledge)
    if _RAISED.fullmatch(action):
        return not _TELLS_MORE.search(outcome.quote)
    return any(words in action and words not in outcome.quote for words in _DONE_WITH_A_BODY)


def _action(statement: Statement) -> str:
    return next((r.partition(":")[2] for r in statement.reasons if r.startswith("action:")), "")


def adds_by_nature(statement: Statement) -> bool:
    """Whether the subject itself says what is done to people or things, so that every year has its own: 再就业."""
    return statement.measure == Measure.LEVEL and bool(_DONE_TO.search(statement.subject))


#: The ways in which one measure answers another in name only.
OF_MEASURE = (is_rank_for_amount, is_money_for_deed, is_only_raised, is_some_for_all)
#: The ways in which a deed told as done is a part of the one promised.
OF_PARTS = (tells_a_part, tells_one_of_two, tells_one_rank)
