"""Splits a text into sentences and clauses, each with its section and with what it can be: pledge or outcome.

A line break ends a sentence only where a title or a finished sentence stands before it: saved pages break lines in
the middle of a sentence. A comma inside 1,234 and a colon inside 1.3:17.4:81.3 end nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from reports.reading import tense
from reports.reading.record import record
from reports.reading.sections import OUTCOMES, PLEDGES, SectionSpan
from reports.words import Kind, Section

#: A stop inside a figure (47。5%, a point that a page has mangled) ends nothing either. The class of marks stands
#: first, so that the scan leaps from mark to mark; what stands around the mark is looked at there.
_BREAK = re.compile(
    r"[，,。；;：:！!？?.\n](?:(?<=[，；;！!？])|(?<=[,:：])(?:(?<![0-9].)|(?![0-9]))|(?<=\n)[\s\u200b]*"
    r"|(?<=[。?])(?:(?<![0-9０-９].)|(?![0-9０-９]{1,3}[%％万亿]))|(?<=[一-鿿]\.)(?=\s|[一-鿿]))"
)
#: The text's end, an empty mark, ends its last sentence.
_SENTENCE_END = frozenset(["。", "！", "!", "？", "?", ".", ""])
_MARK = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[)）]|——|\d{1,2}[.、．](?!\d)|各位代表|附|[①-⑳])"
)
#: One object a mark: a long text has a hundred thousand of them.
_MARKS = {mark: mark for mark in "，。；：！？"}
_SPACE = " \t\r\n　 ​"


#: A line of its own is a title up to this length; a longer one without a full stop may go on in the next.
TITLE = 60
#: So many clauses are read at once: a step over many is a fifth faster than all steps over each in turn, and a text
#: of any length takes no more memory than what is found in it. A sentence of so many clauses is none and ends there,
#: and so does one of so many characters, at a 、 if need be.
BLOCK, LONGEST = 1500, 20_000
#: A line longer than this is a paragraph, whatever its width.
LONG_LINE = 400


@record
class Clause:
    """A clause [start, end) without its closing mark, inside the sentence [sentence_start, sentence_end).

    ``closer`` is the mark that ends it ("，", "；", "。", a line break, or empty at the end of the text).
    ``kind`` is pledge, outcome, or None where a figure is background.
    """

    start: int
    end: int
    sentence_start: int
    sentence_end: int
    section: Section
    kind: Kind | None
    closer: str


#: A recalled span of years: 五年来, 过去五年, “十五”时期 (where the clause is already known to look back).
_OVER_YEARS = re.compile(r"[五5]年来|过去的?这?[五5]年|“?(?:九|十[一二三四五六]?)五”?(?:时期|期间|以来)")


def told_in_sense(text: str, clause: Clause) -> Section:
    """The section whose sense of time the clause has: a plan that recalls last year tells it as a review would.

    What it recalls of all the years of a plan (“十五”时期) is told as a review of those years.
    """
    if clause.kind is Kind.OUTCOME and (clause.section in PLEDGES or clause.section is Section.APPENDED):
        years = clause.section in PLEDGES and _OVER_YEARS.search(text, clause.sentence_start, clause.end)
        return Section.REVIEW_TERM if years else Section.REVIEW_YEAR
    if clause.kind is Kind.PLEDGE and clause.section in OUTCOMES:
        return Section.YEAR_TASKS
    return clause.section


def split(text: str, sections: list[SectionSpan], plan_year: int | None = None) -> list[Clause]:
    """The clauses of the text in order; blank ones are left out."""
    return [clause for block in blocks(text, sections, plan_year) for clause in block]


def blocks(text: str, sections: list[SectionSpan], plan_year: int | None = None) -> Iterator[list[Clause]]:
    """The clauses of the text in order, whole sentences together, in lists of about BLOCK; blank ones are left out."""
    splitter = _Splitter(text, sections, plan_year)
    while block := splitter.block():
        yield block


class _Splitter:
    """Goes through a text once, from mark to mark."""

    def __init__(self, text: str, sections: list[SectionSpan], plan_year: int | None) -> None:
        self.text = text
        self.tenses = tense.Tenses(text, plan_year)
        self.following = iter(sections)
        self.span = next(self.following, None)
        self.width = _width(text)
        self.marks = _marks(text)
        self.begin = 0

    def block(self) -> list[Clause]:
        """The clauses of the next sentences; none at the end of the text."""
        text, width = self.text, self.width
        clauses: list[Clause] = []
        pending: list[tuple[int, int, str]] = []
        begin = sentence = self.begin
        for at, after, mark in self.marks:
            start, stop = begin, at
            while start < stop and text[start] in _SPACE:
                start += 1
            while stop > start and text[stop - 1] in _SPACE:
                stop -= 1
            ends = mark in _SENTENCE_END or (mark == "\n" and _ends_line(text, sentence, start, stop, after, width))
            if mark == "\n" and not ends:
                continue
            if stop > start:
                pending.append((start, stop, mark))
            begin = after
            if not ends and len(pending) < BLOCK and at - sentence < LONGEST:
                continue
            sentence = begin
            if pending:
                clauses += self._sentence(pending, at)
                pending = []
                if len(clauses) >= BLOCK or at - clauses[0].start >= LONGEST:
                    break
        self.begin = begin
        return clauses

    def _sentence(self, pending: list[tuple[int, int, str]], end: int) -> list[Clause]:
        first = pending[0][0]
        while self.span and self.span.end <= first:
            self.span = next(self.following, None)
        assert self.span is not None
        section = self.span.section
        kinds = self.tenses.kinds(pending, end, self.span)
        return [
            Clause(start, stop, first, end, section, kind, closer)
            for (start, stop, closer), kind in zip(pending, kinds, strict=True)
        ]


def _marks(text: str) -> Iterator[tuple[int, int, str]]:
    """Each mark that may end a clause, with where the next clause begins; the end of the text is the last."""
    last = 0
    for match in _BREAK.finditer(text):
        at, after = match.span()
        mark = text[at]
        if at - last > LONGEST:
            yield from _cuts(text, last, at)
        yield at, after, _MARKS.get(mark, mark)
        last = after
    if len(text) - last > LONGEST:
        yield from _cuts(text, last, len(text))
    yield len(text), len(text), ""


def _cuts(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """A 、 in about each LONGEST characters of a stretch without any other mark."""
    while (start := text.find("、", start + LONGEST, end)) >= 0:
        yield start, start + 1, "、"


def _ends_line(text: str, sentence: int, start: int, stop: int, after: int, width: int) -> bool:
    """Whether a line break ends the sentence: after a finished one, after a title, or before a new title."""
    if stop <= start:
        return True
    if after >= len(text) or _MARK.match(text, after):
        return True
    if text[after] in "，。；、）：)%％" or (text[stop - 1].isdigit() and text[after] in "万亿元个家户"):
        return False
    if text[stop - 1].isascii() and text[after].isascii() and (text[stop - 1] + text[after]).isalnum():
        return False
    if stop - sentence > LONG_LINE or text.find("\n", sentence, stop) >= 0:
        return False
    # The line is the sentence so far: a title or a line of its own, unless all lines are cut at one width.
    return stop - sentence < (width * 4 // 5 if width else TITLE)


def _width(text: str) -> int:
    """The width at which a saved or printed page has cut its lines; 0 where lines are paragraphs."""
    lengths = Counter(len(line) for line in (line.strip() for line in text[:40_000].split("\n")) if len(line) > 8)
    total = lengths.total()
    if total < 12:
        return 0
    common, _ = lengths.most_common(1)[0]
    near = sum(count for length, count in lengths.items() if abs(length - common) <= 2)
    longest = max(lengths)
    return common if near * 2 >= total and longest <= common + 6 else 0
