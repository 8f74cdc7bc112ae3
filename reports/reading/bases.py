"""The earlier value of a comparison (从208.9亿元增加到978.5亿元): which figures are one, and where its words end."""

from __future__ import annotations

import re

from reports.reading.record import record
from reports.reading.units import Quantity

#: 从不到70万亿元增加到100万亿元: a base may be bounded, too.
_FROM = re.compile(
    r"(?:由|从|自)(?:[^，。；]{0,14}的)?(?:原来|目前|现行)?(?:每[人户亩年月天]|[人户亩]均)*"
    r"(?:不到|不足|不低于|不少于|超过|近|将近|约)?\s*$"
)
_TO = re.compile(
    r"[^，。；]{0,10}?(?:到|至|为)|[，,]?\s*(?:提高|增加|提升|上升|增长|下降|降低|减少|压减|压缩|缩短)(?:到|至)"
)
#: 起征点从月销售额3万元提高到: a base with a name of its own, where what follows is plainly a change.
_FROM_OF = re.compile(r"(?:由|从)(?![严事])[一-鿿]{2,6}$")
_CHANGED_TO = re.compile(
    r"[，,]?\s*(?:提高|增加|提升|上升|增长|下降|降低|减少|压减|缩短|上调|下调|调整|扩大|发展)(?:到|至|为)"
)
#: 将现行16%的税率降至13%: a base told as it is now, what it is behind it.
_AS_NOW = re.compile(r"(?:现行|现有|原有|原来)$")
_RATE = re.compile(r"的(?P<rate>[^，。；、\d]{1,6}?)(?=(?:统一)?(?:[降升提减增]|提高|降低|下调|上调|调整)(?:到|至|为))")
#: Words this far before or behind a figure tell that it is a base.
_BEFORE, _BEHIND = 20, 20


@record
class Basis:
    """That figures are bases: ``taken`` characters before them say so, ``rate`` names them, ``end`` is past all."""

    taken: int
    end: int
    rate: str = ""


def of(text: str, group: list[Quantity], before: str) -> Basis | None:
    """How figures side by side are told to be bases, ``before`` the words before them; None where they are none."""
    tail = group[-1].tail
    stop = tail + _BEHIND
    near = before[-_BEFORE:]
    now = _AS_NOW.search(near) if len(group) == 1 else None
    if now and (rate := _RATE.match(text, tail, stop)):
        return Basis(len(now.group()), rate.end(), rate["rate"])
    found, to = _FROM.search(near), _TO
    if not found:
        found, to = _FROM_OF.search(near), _CHANGED_TO
    return Basis(len(found.group()), tail) if found and to.match(text, tail, stop) else None
