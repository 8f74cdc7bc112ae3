"""Deeds without a figure: a named thing and a state of it that can be checked (建成启用县医院新院区, 大桥全线贯通).

What a verb is said of is split into members, one row each. A member that a figure counts is left to the statements
with figures; of the others those are read whose words weigh enough.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from reports.reading import actions, lists, periods, weighing
from reports.reading.clauses import Clause, told_in_sense
from reports.reading.lexicon import deeds as lexicon
from reports.reading.lexicon import indicators
from reports.reading.lists import Member
from reports.reading.records import Statement
from reports.reading.units import Quantity
from reports.reading.weighing import Proposal
from reports.words import Comparator, Hedge, Kind, Measure, Section

#: What is done to a thing until it is in the state told behind it, in the same sentence.
_LEADS_UP = frozenset({"push", "carry_out", "works"})
#: An object longer than this holds more than the name of a thing.
LONGEST_OBJECT = 60
#: A name written out takes no more than three pieces of the words a verb is said of, so that these hold no longer one.
_CERTAINLY_SHORT = LONGEST_OBJECT // 3
_AND_SO_ON = re.compile(
    r"(?<![高初平同均甲乙丙])等(?![级于候待职奖功])(?P<count>[\d一二三四五六七八九十百]+[多余]?[个条项家所座处宗件])?"
)
_STREAK = re.compile(r"连续\d+年")
#: 2014年、2015年跻身百强县: when, not who.
_WHEN = re.compile(r"(?:19|20)\d\d年")
#: A numbered sentence no longer than this may head a paragraph.
_SUBTITLE = 24
_NUMBERED = re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、")
_PASSED = re.compile(r"(?:复查|复核|评价|检查|验收|审核|考核|评估|复审|认定|核查|评审|审查|现场检查|命名|初审|评定)$")
_STANDARD = (
    r"(?:标准|(?:养老金|低保|保障|补助|救助)水平|养老金|收购价|工资|补助金|补贴|津贴|基准价|税率|关税|费率|费用|收费|使用费|门票价格"
    r"|电价|气价|起征点|扣除|上限|下限|缴费比例|报销比例|税收优惠范围|结算范围|限制|许可证|注册周期|门槛)"
)
_RAISED, _RAISED_INSIDE = re.compile(f"{_STANDARD}$"), re.compile(_STANDARD)
_CAPACITY = re.compile(r"(?:年产|日产|月产|日处理|年处理|日供水|年加工|总装机|一期|二期|[0-9]×)\s*$")
_SIZE = re.compile(r"^(?:公里|米|吨|千瓦|锭|立方米|伏|兆瓦|千伏|吨/日|吨/年|分钟|蒸吨|吉瓦)")
_STRIVEN = re.compile(r"力争|争取|努力|争创")
_NOTHING = re.compile(r"其中?|它们?|此|之|他们|将其|主要|目标")
#: Tasks without a name of their own (全年各项目标任务), and words that are a sentence rather than a thing.
_NO_NAME = re.compile(
    r"^(?:今年|全年|年度|当年|20\d\d年|各项|省定|市定|主要|经济社会发展|经济|社会|发展|预期|约束性|既定|建设|工作|全部|确定|的|和|\d+年)*(?:目标|任务|指标|工作)+$"
    r"|^(?:各(?!界)|[东中西南北]{1,2}部|沿海|内陆|其他|所有)(?:地区|地方|地|省份|市县|县[市区]|部门|单位|乡镇|街道)+$"
    r"|^\d+周年|点击图|^(?:居|位居|排名|排在|列|位列|占|达)|^(?:和|及|的|以来)|(?:必须|才能|应当|需要|坚决)|(?<![纲摘概需主重紧必扼])要(?!素|点|道|件|害|求|地|塞)"
)

#: Works of no name: 重大产业项目, 各类签约项目, 前期工作. Which ones is not said, so that nobody can check them.
_ANY_WORK = re.compile(
    r"(?:一批|各类|各级|更多|季度|年度|重大|重点|重要|产业|高质量|签约|招商|优质|民生|生态|交通|水利|能源|新|大|的|省|市|县|区)*"
    r"(?:项目|工程|项目建设|项目谋划|前期工作|措施|举措|问题|事项)"
)
#: What is done to something else before a state is told: 强化项目谋划、前期工作、开工建设 names nothing that is begun.
_SOMETHING_ELSE = re.compile(
    r"(?:进一步|全力|大力|着力|切实|积极|统筹)?(?:强化|完善|健全|优化|深化|加强|促进|提速|支持|鼓励|引导|允许|都允许|按照|坚持)"
)
#: What is done to a thing until it is in the state told: 做好…公路开工建设, 抓实季度重大项目开工.
_UNTIL = re.compile(r"(?:抓实|抓好|做好|规范|确保|保持|力促|抓紧|.{0,8}?(?:推动|推进)(?=一批|各类|重大|更多))(?=..)")
#: A second verb of the same thing (划定并严守保护红线), and how it is to be done (养老金按时足额发放, 欠薪持续清零).
_SECOND_VERB = re.compile(r"[并或](?!联|网|轨|购|表|发)[一-鿿]{2}(?=..)")
_MANNER = re.compile(r"(?<=..)并?(?:早日?|尽早|尽快|按时|足额|按时足额|如期|有序|持续|保持|及时发现、?)$")

#: How a list ends whose works go on, whatever verb leads it: 完成A桥、B桥主体施工, 新建A桥、B桥有序推进.
_GOES_ON = re.compile(
    r"(?:主体施工|(?:稳步|加快|加速|有序|扎实|顺利|持续|强力|全力|正在)(?:推进|建设|实施|施工)|进展(?:顺利|良好|较快))中?$"
)

#: What says before a paper that it is still being written: 加快推进“十四五”规划编制.
_STILL = re.compile(r"[一-鿿]{0,4}(?:推进|推动|抓紧|加快|正在)$")
_WRITTEN = frozenset({"编制", "修编", "起草"})


def find(text: str, clauses: list[Clause], quantities: list[Quantity], plan_year: int) -> list[Statement]:
    """Deeds of the clauses that tell of a pledge or an outcome, in order: measure done, no number, one row a member.

    ``reasons`` holds ``action:`` and the verb; ``confidence`` is the weight of the words as a probability.
    """
    weighed: list[tuple[Proposal, int]] = []
    for proposal in _said(text, clauses, quantities):
        total = weighing.weight(proposal)
        # Most weigh too little: no more is asked of them.
        if total >= 0 and _is_deed(text, proposal):
            weighed.append((proposal, total))
    ends = {_place(proposal) for proposal, _ in weighed if _is_state(proposal)}
    return [
        _statement(text, proposal, total, plan_year)
        for proposal, total in weighed
        if proposal.candidate.verb.group not in _LEADS_UP or _place(proposal) not in ends
    ]


def _is_state(proposal: Proposal) -> bool:
    """Whether the verb says how far the thing is to be: 竣工投产, 完成, and not 抓好."""
    return proposal.candidate.verb.group == "finish" or lexicon.rung(proposal.action) is not None


def _place(proposal: Proposal) -> tuple[int, Kind | None]:
    """Where the thing stands and how it is told: 抓好A等项目，确保竣工投产 says one thing of A, the state behind it."""
    return proposal.member.start, proposal.clause.kind


def proposed(text: str, clauses: list[Clause], quantities: list[Quantity]) -> list[Proposal]:
    """All that could be a deed, before it is weighed."""
    return [proposal for proposal in _said(text, clauses, quantities) if _is_deed(text, proposal)]


def _said(text: str, clauses: list[Clause], quantities: list[Quantity]) -> list[Proposal]:
    """Each member that a verb is said of and that no figure counts."""
    figures = [quantity for quantity in quantities if not quantity.noise]
    numbers = [quantity.start for quantity in figures]
    found: list[Proposal] = []
    for clause, candidate in actions.find(text, clauses):
        verb, low, high, bearer = candidate.verb, candidate.low, candidate.high, candidate.bearer
        start, end, group = verb.start, verb.end, verb.group
        if candidate.form == "mid" and _holds_number(numbers, clause.start, start):
            continue  # 8家企业入选市培育计划 is a figure's statement
        if "连续" in candidate.prefix and _STREAK.search(candidate.prefix):
            continue  # 连续10年进入百强县 is one of the years
        if group == "become" and _holds_number(numbers, start, end):
            continue  # 科技园入驻企业130家 too
        if group == "raise" and not _RAISED_INSIDE.search(text, low, high):
            continue  # most of what is raised is no standard
        members = lists.split(text, low, high)
        if high - low > _CERTAINLY_SHORT:
            members = [member for member in members if len(member.words) <= LONGEST_OBJECT]
        if _holds_number(numbers, low, high):
            members = [member for member in members if not _is_counted(text, figures, numbers, member)]
        if bearer and members:
            members = _borne(lists.split(text, *bearer), members)
        if not members:
            continue
        among, listed, action = len(members), _listed(text, low, high), text[start:end]
        for member in members:
            found.append(Proposal(clause, candidate, member, among, listed, action))
    return found


def _listed(text: str, low: int, high: int) -> str:
    """How the list of members ends: in a count that a figure's statement has (等5个项目), in 等, or with its last."""
    if text.find("等", low, high) < 0 or high - low <= 3:
        return ""
    found = _AND_SO_ON.search(text, low, high)
    if not found:
        return ""
    return "counted" if found["count"] else "open"


def _borne(bearers: list[Member], titles: list[Member]) -> list[Member]:
    """Titles with who bears them: 大理州、丽江市入选国家碳达峰试点 are two deeds."""
    bearers = [bearer for bearer in bearers if not _WHEN.match(bearer.words)]
    if len(bearers) > 1:
        title = titles[0]
        return [Member(title.start, title.end, bearer.words + title.words) for bearer in bearers]
    return [Member(title.start, title.end, bearers[0].words + title.words) for title in titles] if bearers else titles


def _is_subtitle(text: str, clause: Clause) -> bool:
    """Whether the clause is all of a numbered sentence that heads a paragraph (（四）提高保障标准。)."""
    return (
        clause.start == clause.sentence_start
        and clause.closer == "。"
        and clause.end == clause.sentence_end
        and clause.end - clause.start <= _SUBTITLE
        and clause.section is not Section.PRACTICAL
        and _NUMBERED.match(text, clause.start) is not None
        and not text.startswith("\n", clause.end + 1)
    )


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


def _is_deed(text: str, proposal: Proposal) -> bool:
    """Whether the member is a thing, and one the verb makes a deed of: 通过…验收, 提高…标准."""
    words = proposal.member.words
    if len(words) < 2 or _NOTHING.fullmatch(words) or _NO_NAME.search(words) or _is_subtitle(text, proposal.clause):
        return False
    if _ANY_WORK.fullmatch(_name(proposal)) or (proposal.candidate.form == "before" and _SOMETHING_ELSE.match(words)):
        return False
    if proposal.action == "通过":
        return _PASSED.search(words) is not None
    return proposal.candidate.verb.group != "raise" or _RAISED.search(words) is not None


def _name(proposal: Proposal) -> str:
    """The thing without a second verb, without how it is done, and without what leads up to a state told behind it."""
    words = proposal.member.words
    first = (_UNTIL if proposal.candidate.form == "before" else _SECOND_VERB).match(words)
    return _MANNER.sub("", words[first.end() if first else 0 :])


def _statement(text: str, proposal: Proposal, total: int, plan_year: int) -> Statement:
    clause, candidate, member = proposal.clause, proposal.candidate, proposal.member
    verb, action, subject = candidate.verb, proposal.action, _name(proposal)
    start = min(member.start, verb.start) if candidate.form == "before" else verb.start
    end = max(member.end, verb.end)
    if (
        candidate.form == "before"
        and action in _WRITTEN
        and (still := _STILL.search(text, clause.start, candidate.low))
    ):
        start = still.start()
    if candidate.form == "after" and _GOES_ON.search(text, end, clause.end):
        end = clause.end
    words = text[clause.start : clause.end]
    section = told_in_sense(text, clause)
    when = periods.of(section, plan_year, words, "", cumulative=False, term_end=plan_year + 4)
    is_pledge = clause.kind is Kind.PLEDGE
    return Statement(
        kind=Kind.PLEDGE if is_pledge else Kind.OUTCOME,
        start=start,
        end=end,
        quote=text[start:end],
        number=None,
        subject=subject,
        indicator=indicators.code(subject),
        measure=Measure.DONE,
        comparator=Comparator.EQ,
        period=when.period,
        # A span has its end for a deadline: 《2013-2017年…规划》.
        deadline=(when.deadline or when.period[-4:]) if is_pledge else "",
        hedge=Hedge.STRIVE if is_pledge and _STRIVEN.search(candidate.prefix + action) else Hedge.NONE,
        section=clause.section,
        confidence=weighing.confidence(total),
        reasons=(f"action:{action}",),
    )
