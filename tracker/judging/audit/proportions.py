"""So many of so many, and what share that is said to be: 60家有45家登记，占总数的75%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.reading.records import Reading
from tracker.judging.audit.making import computed, finding, result_of
from tracker.judging.audit.records import Finding, Inconsistency, Role, Severity
from tracker.judging.audit.scanning import NUMBER, figure_at, plain_text, subject_at

_COUNTER = r"(?P<unit>个|户|家|件|项|所|条|处|座|套|人|名)"
#: 60家企业有45家登记，占总数的75% – 项目29个，已开工26个，开工率90%.
_OF_ALL = re.compile(
    rf"(?P<whole>{NUMBER}){_COUNTER}[^，。；、\d\n]{{0,14}}(?:，(?:已|现)|，?(?:其中|已?有))[^，。；、\d\n]{{0,6}}"
    rf"(?P<part>{NUMBER})(?P=unit)[^，。；、\d\n]{{0,14}}，"
    rf"(?:占[^，。；\d\n]{{0,12}}总数的|(?:开工|竣工|完工)率(?:达到?|为)?)(?P<share>{NUMBER})%"
)


def check(reading: Reading) -> Iterator[Finding]:
    """Each share of a count that the two counts beside it do not give."""
    source = plain_text(reading)
    for match in _OF_ALL.finditer(source):
        whole, part = (figure_at(source, match, group, match["unit"]) for group in ("whole", "part"))
        share = figure_at(source, match, "share", "%")
        if whole is None or part is None or share is None:
            continue
        if result_of("percent", [part.loose, whole.loose]).overlaps(share.loose):
            continue
        subject, indicator = subject_at(reading, match.start("whole"))
        yield finding(
            Inconsistency.PROPORTION,
            Severity.ERROR,
            [(Role.WHOLE, whole), (Role.PART, part), (Role.SHARE, share)],
            computed("percent", [part.interval, whole.interval], share.interval, "%"),
            subject=subject,
            indicator=indicator,
        )
