"""Every coded word of the project, once: its code, its Chinese and its English.

The model's choices, the API's enums, the data package's constraints, the generated explanations
and the glossary page are all made from these tables. Pure Python: the reading and the judging use
them without Django.
"""

from __future__ import annotations

from enum import StrEnum


class Word(StrEnum):
    """A code that carries its name in both languages; it compares and serialises as its code."""

    zh: str
    en: str

    def __new__(cls, code: str, zh: str = "", en: str = "") -> Word:
        word = str.__new__(cls, code)
        word._value_ = code
        word.zh = zh
        word.en = en
        return word

    def name_in(self, language: str) -> str:
        """The word's name: Chinese for any zh language code, English otherwise."""
        return self.zh if language.startswith("zh") else self.en


class Kind(Word):
    """What a statement is."""

    PLEDGE = "pledge", "承诺", "Pledge"
    OUTCOME = "outcome", "结果", "Outcome"
    SHORTFALL = "shortfall", "自认未达", "Admitted shortfall"


class Measure(Word):
    """What the figure measures (codebook)."""

    GROWTH = "growth", "增长率", "Growth"
    DECLINE = "decline", "下降", "Decline"
    LEVEL = "level", "总量", "Level"
    INCREMENT = "increment", "增量", "Increment"
    SHARE = "share", "比率", "Share"
    PP = "pp", "百分点变化", "Percentage points"
    MULTIPLE = "multiple", "倍数", "Multiple"
    RANK = "rank", "名次", "Rank"
    RATIO = "ratio", "比例结构", "Ratio"
    DONE = "done", "完成", "Done"


class Comparator(Word):
    """How the outcome is to stand to the target (codebook); `sync` has no figure of its own."""

    EQ = "eq", "达到", "reach"
    GE = "ge", "以上", "at least"
    GT = "gt", "超过", "more than"
    LE = "le", "以内", "at most"
    LT = "lt", "低于", "less than"
    ABOUT = "about", "左右", "about"
    RANGE = "range", "区间", "between"
    SYNC = "sync", "同步", "in step with"


class Hedge(Word):
    """A wording that promises an effort rather than a result (力争, 争取, 努力, 预计, 计划)."""

    NONE = "", "无", "none"
    STRIVE = "strive", "力争", "strive"


class Section(Word):
    """Where in the report a statement stands."""

    REVIEW_YEAR = "review_year", "上年回顾", "Review of last year"
    REVIEW_TERM = "review_term", "五年回顾", "Review of the term"
    TERM_TARGETS = "term_targets", "五年目标", "Targets of the five-year plan"
    YEAR_TARGETS = "year_targets", "年度目标", "This year's targets"
    YEAR_TASKS = "year_tasks", "年度任务", "This year's tasks"
    PRACTICAL = "practical", "民生实事", "Practical matters"
    PROBLEMS = "problems", "问题与不足", "Problems and admissions"
    CONDUCT = "conduct", "政府自身建设", "The government's own work"
    GLOSSARY = "glossary", "名词解释", "Glossary"
    APPENDED = "appended", "附件", "Appended documents"
    OTHER = "other", "其他", "Elsewhere"


class Doubt(Word):
    """What makes the reading less sure of a figure's statement."""

    NO_UNIT = "no_unit", "没有单位", "the figure has no unit"
    APPENDED = "appended", "出自附件", "it stands in an appended document"
    LONG_SUBJECT = "long_subject", "指称过长，可能不止一个名称", "the subject is long and may hold more than a name"
    MULTIPLE = "multiple", "倍数的写法不一", "multiples are written in several ways"
    SEVERAL = "several", "一个数字说几件事", "one figure is told of several things"
    OVER_YEARS = "over_years", "可能是几年累计，也可能是期末数", "it may be a total of years or the state at their end"
    CARRIED = "carried", "指称承前省略", "the subject is taken from words before or written out"


class Verdict(Word):
    """What became of a pledge (METHOD: bars and tables keep this order)."""

    KEPT = "kept", "已兑现", "Kept"
    IN_PART = "in_part", "部分兑现", "Kept in part"
    BROKEN = "broken", "未兑现", "Not kept"
    UNREPORTED = "unreported", "未报告", "Unreported"
    NOT_ASSESSABLE = "not_assessable", "无法核验", "Cannot be checked"
    PENDING = "pending", "待评估", "Not judged yet"
    WITHDRAWN = "withdrawn", "已调整", "Withdrawn"


#: The flag "not met": due, answered, and short of what was promised.
NOT_MET = (Verdict.IN_PART, Verdict.BROKEN)
#: Verdicts that rest on an answer; the kept rate is kept over these.
ANSWERED = (Verdict.KEPT, Verdict.IN_PART, Verdict.BROKEN)


class Flag(Word):
    """What else is to be said of a verdict; flags do not change it."""

    EXCEEDED = "exceeded", "超额", "exceeded"
    LATE = "late", "逾期完成", "late"
    GOALPOST_MOVED = "goalpost_moved", "目标变动", "goalpost moved"
    BASIS_CHANGED = "basis_changed", "口径变化", "basis changed"
    SELF_REPORT_ONLY = "self_report_only", "仅政府自述", "self-report only"
    PRELIMINARY_FIGURE = "preliminary_figure", "初步数", "preliminary figure"
    ADMITTED = "admitted", "政府自认", "admitted"
    DISPUTED = "disputed", "有异议", "disputed"
    DERIVED = "derived", "经换算", "derived"


class Rule(Word):
    """The published rule a verdict was reached by (METHOD)."""

    FLOOR = "floor", "下限", "floor"
    ABOVE = "above", "超过", "above"
    CEILING = "ceiling", "上限", "ceiling"
    ABOUT = "about", "左右", "about"
    RANGE = "range", "区间", "range"
    REDUCE = "reduce", "降幅", "reduce"
    IN_STEP = "in_step", "同步", "in step"
    MULTIPLE = "multiple", "倍数", "multiple"
    ALL = "all", "全部", "all"
    DONE = "done", "完成", "done"
    COMPOUND = "compound", "并列", "compound"
    ADMITTED = "admitted", "自认未达", "admitted"
    SILENCE = "silence", "未提及", "silence"
    NO_TEST = "no_test", "无可核验标准", "no testable criterion"
    NOT_DUE = "not_due", "未到期", "not due"
    OVERRIDE = "override", "人工裁定", "decided by a person"


class Cause(Word):
    """Why a verdict was added to a commitment's history."""

    FIRST_JUDGED = "first_judged", "首次判定", "judged for the first time"
    ANSWERED = "answered", "有了结果或结果有变", "the answer was found or has changed"
    LINK_DECIDED = "link_decided", "人工裁定了对应关系", "a person decided about the link"
    OVERRIDE = "override", "人工裁定", "decided by a person"
    OVERRIDE_WITHDRAWN = "override_withdrawn", "人工裁定已撤回", "a person's decision was taken back"
    REVISED = "revised", "因更权威或修订后的数据而变", "changed by revision: a better source or a revised figure"
    REJUDGED = "rejudged", "重新识读或重新判定", "read or judged again"


#: Told in the corrections even where the verdict stayed the same: a person decided, or it rests on other figures.
ALWAYS_TOLD = (Cause.LINK_DECIDED, Cause.OVERRIDE, Cause.OVERRIDE_WITHDRAWN, Cause.REVISED)


class Direction(Word):
    """Which way an indicator is better."""

    HIGHER = "higher", "越高越好", "higher is better"
    LOWER = "lower", "越低越好", "lower is better"
    NEUTRAL = "neutral", "中性", "neutral"


class Dimension(Word):
    """What kind of quantity an indicator is counted in."""

    MONEY = "money", "金额", "money"
    RATE = "rate", "比率", "rate"
    COUNT = "count", "数量", "count"
    PEOPLE = "people", "人数", "people"
    MASS = "mass", "重量", "mass"
    AREA = "area", "面积", "area"
    LENGTH = "length", "长度", "length"
    VOLUME = "volume", "容量", "volume"
    ENERGY = "energy", "能源", "energy"
    CONCENTRATION = "concentration", "浓度", "concentration"
    INDEX = "index", "指数", "index"
    TIME = "time", "时间", "time"


class Topic(Word):
    """What an indicator is about."""

    ECONOMY = "economy", "经济总量", "Economy"
    INDUSTRY = "industry", "工业", "Industry"
    AGRICULTURE = "agriculture", "农业农村", "Agriculture"
    INVESTMENT = "investment", "投资", "Investment"
    TRADE = "trade", "消费与外贸", "Consumption and trade"
    FINANCE = "finance", "财政金融", "Public finance"
    INCOME = "income", "居民收入", "Incomes"
    EMPLOYMENT = "employment", "就业", "Employment"
    PRICES = "prices", "物价", "Prices"
    INNOVATION = "innovation", "科技创新", "Innovation"
    ENVIRONMENT = "environment", "生态环境", "Environment"
    ENERGY = "energy", "能源", "Energy"
    EDUCATION = "education", "教育", "Education"
    HEALTH = "health", "卫生健康", "Health"
    WELFARE = "welfare", "社会保障", "Social security"
    HOUSING = "housing", "住房", "Housing"
    TRANSPORT = "transport", "交通", "Transport"
    URBAN = "urban", "城乡建设", "Urban and rural works"
    CULTURE = "culture", "文化旅游", "Culture and tourism"
    SAFETY = "safety", "公共安全", "Public safety"
    POPULATION = "population", "人口", "Population"
    GOVERNMENT = "government", "政府自身", "Government"
    OTHER = "other", "其他", "Other"


class Level(Word):
    """The level of a government."""

    NATION = "nation", "全国", "Nation"
    PROVINCE = "province", "省级", "Province"
    PREFECTURE = "prefecture", "地级", "Prefecture"
    COUNTY = "county", "县级", "County"


class ReportKind(Word):
    """What kind of document a report is."""

    WORK_REPORT = "work_report", "政府工作报告", "Work report"
    PLAN_EXECUTION = "plan_execution", "计划执行情况报告", "Plan-execution report"
    COMMUNIQUE = "communique", "统计公报", "Statistics communiqué"
    AUDIT = "audit", "审计报告", "Audit report"
    FIVE_YEAR_PLAN = "five_year_plan", "五年规划", "Five-year plan"
    DISCLOSURE = "disclosure", "政府信息公开年报", "Information-disclosure report"


#: Documents that tell what became of a year, by how much their word weighs, the least first: the government's own
#: report, its planning office, its statistics office, the auditors.
EVIDENCE = (ReportKind.WORK_REPORT, ReportKind.PLAN_EXECUTION, ReportKind.COMMUNIQUE, ReportKind.AUDIT)
#: Of these, whose figures are collected by an office with a duty of its own to get them right.
INDEPENDENT = (ReportKind.COMMUNIQUE, ReportKind.AUDIT)
#: Documents that look back throughout are of one section: all they state is a result.
WHOLE = {ReportKind.COMMUNIQUE: Section.REVIEW_YEAR, ReportKind.AUDIT: Section.REVIEW_YEAR}


class Vintage(Word):
    """How settled the figures of a document are; later ones replace earlier ones."""

    UNSTATED = "", "未注明", "not stated"
    PRELIMINARY = "preliminary", "初步核算", "preliminary"
    FINAL = "final", "最终核实", "final"
    REVISED = "revised", "修订", "revised"


#: The vintages by how settled they are, the least first.
VINTAGES = (Vintage.PRELIMINARY, Vintage.UNSTATED, Vintage.FINAL, Vintage.REVISED)


class ReviewState(Word):
    """Who stands behind a statement: the machine alone, or a person."""

    PROPOSED = "proposed", "机器提出", "Proposed by machine"
    ACCEPTED = "accepted", "人工确认", "Accepted by a person"
    REJECTED = "rejected", "人工否决", "Rejected by a person"
