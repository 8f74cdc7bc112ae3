"""Results of wider places that a report cites beside its own: a county's may say 全国经济增长5%, 全省增长6%."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from reports.reading.lexicon import indicators
from reports.reading.records import Statement
from reports.words import Measure

#: What a whole place is called, the widest first; what stands together is as wide.
_WIDTHS = (("全球", "世界"), ("全国", "我国"), ("全省",), ("全市", "全州", "全盟"), ("全县", "全区", "全旗"))
_WIDTH = {word: width for width, words in enumerate(_WIDTHS) for word in words}
_WHOLE = re.compile("|".join(_WIDTH))
_OPENS = re.compile(rf"(?:20\d\d年|去年|全年|年末|预计)?(?P<whole>{_WHOLE.pattern})")
#: A place's own word stands in so many of its statements at least: a nation's report speaks of no 全市.
_FEW = 3


def own(statements: Sequence[Statement]) -> list[Statement]:
    """The statements without the figures of places wider than the report's own; all of them where it says no 全县.

    Only a standing indicator has a figure elsewhere, too: 全国文明城市 is a title of the place itself.
    """
    said = Counter(word for statement in statements for word in _WHOLE.findall(statement.quote))
    mine = Counter({word: count for word, count in said.items() if _WIDTH[word] > _WIDTH["全国"]})
    if not mine or mine.most_common(1)[0][1] < _FEW:
        return list(statements)
    width = _WIDTH[mine.most_common(1)[0][0]]
    return [statement for statement in statements if not _is_of_a_wider_place(statement, width)]


def _is_of_a_wider_place(statement: Statement, width: int) -> bool:
    if statement.indicator is None or statement.measure in (Measure.DONE, Measure.RANK):
        return False
    found = _OPENS.match(statement.quote)
    if found is None or _WIDTH[found["whole"]] >= width:
        return False
    # 全国重点实验室达到44家: the word is part of the name, and without it another thing is named.
    thing = statement.subject.removeprefix(found["whole"])
    return thing == statement.subject or indicators.code(thing) == statement.indicator
