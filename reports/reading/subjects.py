"""What a figure is about: the words before it (and after its unit) bared of deeds, changes and comparators.

Shared heads are written out: 城乡居民人均可支配收入分别达到A、B gives an urban and a rural subject.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from reports.reading.lexicon.load import any_of, words


@dataclass(frozen=True, slots=True)
class Bare:
    """A subject with what was taken off it: the deeds before and the words of change and reaching after."""

    subject: str
    lead: str
    trail: str


_YEAR = r"(?:(?:到|比|较|与|同)?(?:20|19)\d\d年(?:末|底|来|以来)?(?:的)?(?:同期)?(?:相比)?|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:底|份|末)?前?|连续[一二三四五六七八九十\d]+[年届次]|(?:比|较)(?:上年|去年|上年同期|去年同期|预期|年初|全[省市国]平均(?:水平)?|五年前|规划目标|目标)(?:末|底)?|高[出于]?全[省国市](?:平均)?(?:水平)?|(?:居|列|位居)[^，]{0,6}第.)"
_SPACE = re.compile(r"[\s\u200b\u3000]+")


@cache
def _lead() -> re.Pattern[str]:
    deeds = any_of(words("verbs", "deeds") + words("verbs", "adding"))
    return re.compile(
        rf"(?:[、，,：:;；。\s（(]|和(?=[^平谐])|{_YEAR}|在全[省市县国区](?:内|范围内)?|全[省市县区国](?=[^属级域体面社])|第[一二三四五六七八九十]+[批轮]|[一二三四五六七八九十]是|{deeds})"
    )


@cache
def _trail() -> re.Pattern[str]:
    listed: list[str] = []
    for key in ("growth", "decline", "to", "reach", "adverbs"):
        listed += words("verbs", key)
    every = any_of(tuple(dict.fromkeys(listed)))
    return re.compile(rf"(?:[\s、，,：:（(]|{_YEAR}|{every})++$")


@cache
def _bare_nouns() -> frozenset[str]:
    return frozenset(words("verbs", "bare"))


@cache
def _after() -> re.Pattern[str]:
    return re.compile(any_of(words("verbs", "after")))


#: Nouns that end in a word of reaching or change, and keep it: 村集体收入 keeps 入, 空气优良率.
_KEEP_TAIL = re.compile(r"(?:总投资|投资|率|比重|占比|比例|总额|总量|产值|增加值|收入|支出)$")
_NEW_NOUN = re.compile(
    r"新(?:能源|型|材料|区|城|兴|冠|农|村|房|媒体|一代|技术|产品|质|时代|业态|动能|经济|基建|三板|疆|华|市民|生|注册|登记|港|馆|校|院|站|路|桥|药|品种|区|场景|模式|消费|工艺|老)"
)
_NOT_DEED = re.compile(
    r"(?:建设用地|建设投资|建设里程|投入(?:品|产出)|发展(?:指数|速度|项目|资金)|种植(?:面积|业)|治理(?:率|能力)|绿化(?:率|面积|覆盖|工程)|办(?:事|学|公)|招商引资(?:额|到位|合同|实际|项目)|引进(?:外资|内资|市外|省外|县外|资金)|创业|创新|创投|评价|发明|发电|发展改革|引导|引黄|改革|改厕|改水|改薄|建筑|建制|建档|种粮|种子|投资|投诉|招生|拆违|修订|融资(?:额|总额|余额|成本)|出让(?:金|收入)|服务(?:业|贸易|外包|器|站|中心|区|点|平台|员)|检测(?:站|中心|机构)|培训(?:班|基地|机构|学校)|生产(?:总值|线|性|基地|企业|能力)|支出|储备(?:粮|土地|林|项目)|供应(?:链|量)|保障(?:性|房|水平|标准)|接待(?:游客|人数|国内)|开放(?:型|平台|度)|开发(?:区|园|投资)|研发(?:经费|投入|机构|中心|平台|费用|人员|活动)|调解(?:员|组织|委员会)|补助(?:标准|资金)|救助(?:标准|资金|站|金)|转移(?:支付|就业)|巩固率|覆盖(?:率|面)|处理(?:率|能力|厂|站|设施)|登记(?:失业|户)|注册(?:商标|资本|企业|登记|用户)|上线率|签约(?:额|项目|率|总额)|在建|安置(?:房|小区|区|点)|淘汰率|流转(?:面积|率|土地)|改造(?:率|面积)|对外|为民|以上|在校|在册|在岗|在园|和平|将军|向阳|由|新|要素|可再生|可支配|可用|能源|能耗|能繁|需求|等级|有效|有机|有色|有线|年产|年度|年销售|年收入|年均可|年货|都市|以工代赈|其他|其它|贯通|收购|对口|从业|从事|用水|用电|用地|用能|让利|建成区|做强|扩大内需|落地(?:率|项目)|运行(?:率|里程)|运营里程|减贫|脱贫(?:人口|村|户|攻坚|县)|搬迁(?:群众|人口)|扶持资金|扶贫|支持资金|支农|配套|公开(?:信息|率)|平均(?:寿命|浓度|气温|工资|水平|值|综合)|人均|户均|亩均|各类|直接(?:融资|投资)|分配|分流|分级|合同|合作|合理|统一战线|统筹(?:资金|区)|重点|基本(?:养老|医疗|公共|农田|药物|农|建设|面|生活)|全面两孩|首台|首位|首店|首套|首发|多渠|复垦(?:地|面积)|整理(?:面积)|检查(?:站)|推广(?:面积|率|站)|存栏|出栏|持续(?:时间)|连续(?:性)|稳定(?:就业)|通过率|通过(?:量)|发行(?:量)|调整(?:指数)|监测|精品|精准|精神|清洁|统计|提升工程|改善率|提案|承包|承诺|优化营商|优良|优质|优秀|优势|深加工|集中(?:供热|供暖|供养|供水|居住|率|处理|式)|按揭|用户|使用率|把关|向上争取资金)"
)


def bare(text: str) -> Bare:
    """The subject within ``text`` (the words of a clause before a figure), and what was taken off both ends."""
    text = _SPACE.sub("", text)
    trail = ""
    match = _trail().search(text[-48:])
    if match:
        cut = len(text) - len(text[-48:]) + match.start()
        trail = text[cut:]
        text = text[:cut]
    start = 0
    pattern = _lead()
    while start < len(text):
        if _NOT_DEED.match(text, start) or _NEW_NOUN.match(text, start):
            # 新注册企业, 建设用地: a noun though it opens like a deed. A lone 新 or 在 falls to the next line.
            if not _LONE.match(text, start):
                break
        found = pattern.match(text, start)
        if not found or found.end() == start:
            break
        rest = text[found.end() :]
        if rest in _bare_nouns():
            break
        start = found.end()
    return Bare(_trim(text[start:]), text[:start], trail)


_LONE = re.compile(r"(?:新(?=[四认培])|由(?!来)|在(?!建|校|册|岗|园|库))")
_EDGE = "、，,。：:；;（(）) 的和及与"


def _trim(subject: str) -> str:
    subject = subject.strip(_EDGE)
    if subject.endswith("等") and not subject.endswith(("中等", "高等", "同等")):
        subject = subject[:-1].strip(_EDGE)
    return subject


_NOUN_STOP = re.compile(
    r"(?:[，,。；;、：:！!？?（(）)\s]|的?(?:目标|任务|基础上?|速度)|以|和|及|与|居|位居|列|排|占|比|较|同比|增长|增幅|下降|提高|提升|减少|达|完成|实现|为|是|高于|低于|超|创|就|全部|得到|均|已|纳入|投入使用|左右|的)"
)


def noun_after(text: str) -> str:
    """The thing counted when it follows its unit (6个城区停车场 gives 城区停车场); empty when none does."""
    window = text[:40]
    if _NOUN_STOP.match(window) and not re.match(r"的(?!目标|任务|基础|速度)[一-鿿]{2}", window):
        return ""
    if window.startswith("的"):
        window = window[1:]
    lead = _lead().match(window)
    if lead and not _NOT_DEED.match(window) and not _NEW_NOUN.match(window):
        return ""
    stop = re.search(r"[，,。；;、：:！!？?\n（(]", window)
    window = window[: stop.start()] if stop else window
    quoted = window.find("”") if window.startswith("“") else 0
    for found in _after().finditer(window, max(2, quoted)):
        if _NOT_DEED.match(window, found.start()) or _KEEP_AFTER.match(window, found.start()):
            continue
        rest = window[found.end() :]
        if found.start() >= 2 and (rest == "" and found.group() in _NOMINAL):
            continue
        window = window[: found.start()]
        break
    window = _SPACE.sub("", window).strip(_EDGE)
    digits = re.search(r"\d", window)
    return window[: digits.start()].strip(_EDGE) if digits else window


_NOMINAL = frozenset(
    {"改造", "治理", "整治", "建设", "发展", "升级", "支持", "投入", "就业", "提升", "整改", "搬迁", "转移", "覆盖"}
)
_KEEP_AFTER = re.compile(
    r"(?:在(?:校|建|册|岗|园)|可(?:再生|支配)|等(?:级)|对(?:外|口)|能(?:源|力)|向(?:上)|建设(?:工程|项目|任务|用地|标准|基地)|改造(?:工程|项目|任务|提升)|治理(?:工程|项目|任务)|提升(?:工程|项目|行动)|整治(?:工程|项目|任务)|发展(?:项目|基金|平台)|就业(?:岗位|基地|人员)|提质(?:改造|工程)|上市(?:企业|公司|后备)|推进|实施|用于|与会|为民|要(?:素|件)|基本(?:养老|医疗)|支持(?:资金|政策)|覆盖(?:率)|均(?:衡)|全面|高质量|并网|被(?:动)|落地(?:项目)|转移(?:就业)|升级(?:改造|项目)|运营(?:商|中心)|达标|签约(?:项目)|早|持续|服务)"
)

_SPLIT = re.compile(r"、|以及|和(?!平|谐)|与|及(?!以上)")
_PAIRS = (
    ("城乡", ("城镇", "农村")),
    ("存贷款", ("存款", "贷款")),
    ("进出口", ("进口", "出口")),
    ("水陆", ("水路", "陆路")),
)
_HEAD = re.compile(
    r"(?:占比|比重|增速|总额|总量|余额|面积|产值|收入|支出|税收|投资|覆盖率|普及率|入学率|率|数量|人数|里程|标准|浓度|金额|营业额|销售额|个数|排放量)$"
)


def distribute(subject: str, count: int) -> list[str]:
    """``count`` subjects written out of a shared one; the whole subject for each when it does not divide."""
    for word, parts in _PAIRS:
        if count == len(parts) and word in subject:
            at = subject.index(word)
            return [subject[:at] + part + subject[at + len(word) :] for part in parts]
    items = [item for item in _SPLIT.split(subject) if item]
    if len(items) != count:
        items = [item for item in subject.split("、") if item]
    if len(items) != count or count == 1:
        return [subject] * count
    return _share(items)


def _share(items: list[str]) -> list[str]:
    """Heads and openings that stand once for all items are given to each: 城镇、农村居民收入 → 城镇居民收入."""
    last = items[-1]
    head = _HEAD.search(last)
    shared = []
    for item in items[:-1]:
        if len(item) <= 4 and len(last) > len(item) + 2 and not _HEAD.search(item):
            shared.append(item + last[len(item) :])
        elif head and not _HEAD.search(item):
            shared.append(item + head.group())
        else:
            shared.append(item)
    return [*shared, last]
