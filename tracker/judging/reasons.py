"""Every reason code of the judging, with its names: why a pledge cannot be checked, was not answered, or waits, and
why a candidate was not taken. Codes are stored; names are shown.
"""

from __future__ import annotations

from reports.words import Word


class Untestable(Word):
    """Why a pledge gives no criterion that anyone could check."""

    REDACTED = "redacted", "数字被遮盖", "the figure was blanked"
    GARBLED = "garbled", "数字残缺", "the figure is garbled"
    NO_UNIT = "no_unit", "没有单位", "the figure has no unit"
    DEFINED_ELSEWHERE = "defined_elsewhere", "目标由别处确定", "the target is set in another document"
    RATIO = "ratio", "只有比例结构", "a ratio of parts sets no limit"


class Silence(Word):
    """Why a pledge that is due counts as unreported."""

    NOT_MENTIONED = "not_mentioned", "下一年报告没有提及可比的结果", "the next report says nothing comparable"
    NOT_COMPARABLE = (
        "not_comparable",
        "所对应的结果口径或单位不可比",
        "the outcome linked to it cannot be compared with it",
    )
    UNCLEAR = "unclear", "有不止一个结果可能对应，未作认定", "more than one outcome could answer it, so none was taken"
    NO_YARDSTICK = "no_yardstick", "缺少用来比较的增速", "the growth to compare it with is missing"
    FOUND_NONE = (
        "found_none",
        "经人工查阅，下一年报告中没有可比的结果",
        "a person looked and found nothing comparable in the next report",
    )


class Lack(Word):
    """What a person found instead who says that a report does not answer a pledge."""

    MENTION = "mention", "完全没有提及", "it is not mentioned at all"
    MEASURE = "measure", "只有其他口径、计量方式或年份的数字", "only another measure or period is reported"
    FIGURE = "figure", "只有笼统表述", "only a vague sentence is said of it"
    WHOLE = "whole", "只提及其中一部分", "only a part of it is mentioned"


class Wait(Word):
    """Why a pledge is not judged yet."""

    NOT_DUE = "not_due", "尚未到期", "it is not due yet"
    NO_LATER_REPORT = "no_later_report", "下一年报告尚未收录", "the next report is not loaded yet"
    ONLY_A_DIGEST = "only_a_digest", "下一年报告仅收录摘编", "only a digest of the next report is loaded"


class Refusal(Word):
    """Why a candidate was not taken."""

    LIKENESS = "likeness", "指称不够接近", "not alike enough"
    INDICATOR = "indicator", "指标不同", "another indicator"
    SCOPE = "scope", "口径不同", "another scope"
    MEASURE = "measure", "计量方式不同", "another measure"
    UNIT = "unit", "单位不可比", "units do not compare"
    PERIOD = "period", "年份不同", "another year"
    AVERAGE = "average", "多年平均数", "an average over several years"
    CUMULATIVE = "cumulative", "累计数", "a total over several years"
    STOCK = "stock", "总量而非当年数", "a total, not the year's own"
    UNFINISHED = "unfinished", "只说在推进，未说完成", "said to go on, not to be finished"
    TAKEN = "taken", "已对应另一承诺", "answers another pledge"
    RIVAL = "rival", "与其他结果难以区分", "another outcome is as likely"
    WEAKER = "weaker", "另有更权威的来源", "a better source tells it, too"
    NOT_COMPARABLE = "not_comparable", "口径或单位不可比", "it cannot be compared with the pledge"
    OTHER_CHOSEN = "other_chosen", "人工选定了其他结果", "a person chose another outcome"
    SAID_SILENT = "said_silent", "人工认定没有可比的结果", "a person found that nothing comparable is reported"
    UNSURE_SOURCE = (
        "unsure_source",
        "来源更权威，但是否同一指标不够确定",
        "of a better source, but perhaps another series",
    )
