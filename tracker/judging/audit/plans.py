"""The share of a plan that was reached, against the plan: in one sentence, and as told a year before.

完成投资38亿元，占年度计划的95%: the plan is 40, whatever the report before said it would be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.reading.records import Reading
from tracker.judging.audit.making import computed, finding, result_of
from tracker.judging.audit.printed import Printed
from tracker.judging.audit.records import Finding, Inconsistency, Role, Severity
from tracker.judging.audit.scanning import NUMBER, figure_at, plain_text
from tracker.judging.units import factor_between

_MONEY = r"(?:万亿|千万|百万|亿|万)?元"
_OF_PLAN = rf"(?:占|为|完成)(?:全年|年度|年)(?:投资)?(?:计划|任务)的?(?P<share>{NUMBER})%"
#: 年计划投资40亿元，完成38亿元，占….
_IN_ONE = re.compile(
    rf"(?:年度|全年|年)计划(?:完成)?投资(?P<plan>{NUMBER})(?P<plan_unit>{_MONEY})，[^。；\d\n]{{0,12}}"
    rf"完成(?:投资)?(?P<actual>{NUMBER})(?P<unit>{_MONEY})，{_OF_PLAN}"
)
#: 48个项目完成投资38亿元，占年度计划的95%: how many projects of what sort.
_REACHED = re.compile(
    rf"(?P<count>{NUMBER})个(?P<sort>[^，。；\d\n]{{0,10}}?)项目(?:共|累计|实际|已)?完成(?:年度)?投资"
    rf"(?P<actual>{NUMBER})(?P<unit>{_MONEY})，{_OF_PLAN}"
)
#: 重点项目48个，年度计划投资40亿元: the plan they are held against a year later.
_PLANNED = re.compile(
    rf"(?P<sort>[^，。；\d\n]{{0,12}})项目(?P<count>{NUMBER})个，(?:计划)?(?:总投资{NUMBER}{_MONEY}，)?"
    rf"(?:其中)?年度(?:计划)?(?:完成)?投资(?P<plan>{NUMBER})(?P<plan_unit>{_MONEY})"
)
#: 年初确定的, 今年初步安排: not the sort of project.
_IDLE = re.compile(
    r"今年|年初|初步|确定|安排|计划(?!竣工|新开工|开工)|建设|实施|共|全市|全县|全区|全省|我[市县区省]|的|市|县|区"
)


def check(reading: Reading) -> Iterator[Finding]:
    """Each plan that stands beside its outcome and the share reached."""
    source = plain_text(reading)
    for match in _IN_ONE.finditer(source):
        plan = figure_at(source, match, "plan", match["plan_unit"])
        if plan is not None:
            yield from _held(source, match, plan, Severity.ERROR, reading.plan_year - 1)


def check_across(earlier: Reading, later: Reading) -> Iterator[Finding]:
    """Each share of a plan that the earlier report told for as many projects of the same sort."""
    before, after = plain_text(earlier), plain_text(later)
    planned = list(_PLANNED.finditer(before))
    for match in _REACHED.finditer(after):
        same = [p for p in planned if (p["count"], _sort(p)) == (match["count"], _sort(match))]
        if len(same) == 1 and (plan := figure_at(before, same[0], "plan", same[0]["plan_unit"])) is not None:
            yield from _held(after, match, plan, Severity.WARNING, later.plan_year - 1, text=1)


def _sort(match: re.Match[str]) -> str:
    return _IDLE.sub("", match["sort"])


def _held(
    source: str, match: re.Match[str], plan: Printed, severity: Severity, year: int, text: int = 0
) -> Iterator[Finding]:
    actual, share = figure_at(source, match, "actual", match["unit"]), figure_at(source, match, "share", "%")
    factor = factor_between(plan.unit, match["unit"])
    if actual is None or share is None or factor is None:
        return
    actual, share = (_in_text(figure, text) for figure in (actual, share))
    if result_of("percent", [actual.loose, plan.loose.times(factor)]).overlaps(share.loose):
        return
    yield finding(
        Inconsistency.PLAN,
        severity,
        [(Role.PLAN, plan), (Role.ACTUAL, actual), (Role.SHARE, share)],
        computed("percent", [actual.interval, plan.in_unit(factor)], share.interval, "%"),
        subject="项目投资",
        indicator="key_project_investment",
        year=year,
    )


def _in_text(figure: Printed, text: int) -> Printed:
    return Printed(text, figure.place, figure.words, figure.value, figure.unit, figure.interval, figure.loose)
