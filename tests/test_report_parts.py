"""What a report's page is made of, without a database: runs, places in the margin, spans of an address, the map."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import pytest

from reports.words import Kind, Verdict
from tracker.site.cited import read_cited
from tracker.site.gutter import LINE, PLACES, Gutter, width
from tracker.site.marked import Printed, paragraphs
from tracker.site.minimap import PARTS, Cell, minimap
from tracker.site.own_words import Stretch, stretches
from tracker.site.statements import UNPROMISED, Said

TEXT = "今年甲增长8%，乙和丙分别增长6%和7%。\n丁完成。\n"


@dataclass(frozen=True)
class Row:
    name: str
    start: int
    end: int
    number: None = None
    unit: str = ""
    deed: str = ""


def row(name: str, words: str) -> Row:
    return Row(name, TEXT.index(words), TEXT.index(words) + len(words))


def told(rows: list[Row], line: int = 0, figures: tuple[Printed, ...] = ()) -> list[tuple[str, str]]:
    """The runs of a line: whose they are, and their words."""
    found = paragraphs(TEXT, stretches(TEXT, rows), figures)[line].runs()
    return [
        (run.stretch.rows[0].name if run.stretch else "", "".join(piece.text for piece in run.pieces)) for run in found
    ]


def test_it_works():
    assert told([row("甲", "甲增长8%")]) == [("", "今年"), ("甲", "甲增长8%"), ("", "，乙和丙分别增长6%和7%。")]


def test_statements_end_in_their_line_with_their_own_words():
    rows = [row("乙", "乙和丙分别增长6%"), row("7%", "丙分别增长6%和7%"), row("丁", "丁完成")]
    first, second = paragraphs(TEXT, stretches(TEXT, rows))
    assert [each.name for each in first.ending] == ["乙", "7%"]
    assert [each.name for each in second.ending] == ["丁"]
    assert [words for name, words in told(rows) if name] == ["乙", "丙分别增长6%和7%"]


def test_what_shares_its_words_is_one_run_and_ends_with_it():
    rows = [row("一", "丁完成"), row("二", "丁完成")]
    line = paragraphs(TEXT, stretches(TEXT, rows))[1]
    (run,) = [run for run in line.runs() if run.stretch]
    assert run.stretch.rows == line.ending == tuple(rows)


def test_the_place_where_a_statement_begins_is_kept_though_its_words_begin_further_on():
    start = TEXT.index("乙和丙")
    figures = [Row("乙", start, TEXT.index("。"), (TEXT.index(each), TEXT.index(each) + 1)) for each in ("6%", "7%")]
    line = paragraphs(TEXT, stretches(TEXT, figures))[0]
    assert [run.stretch.anchor for run in line.runs() if run.stretch] == [f"s{start}", f"s{start}-{TEXT.index('7%')}"]
    outer = Row("丙", start, TEXT.index("。"))
    line = paragraphs(TEXT, stretches(TEXT, [outer, row("乙", "乙和")]))[0]
    assert start in [piece.anchor for piece in line.pieces]


def test_a_figure_with_alarms_begins_a_run_and_one_without_does_not():
    eight = TEXT.index("8%")
    for alarms, own in ((("an alarm",), ["甲增长", "8%"]), ((), ["甲增长8%"])):
        figures = (Printed(eight, eight + 1, alarms),)
        assert [words for name, words in told([row("甲", "甲增长8%")], 0, figures) if name] == own


def test_a_statement_over_two_lines_has_a_run_in_each_and_its_mark_in_the_last():
    whole = Row("两行", TEXT.index("7%"), TEXT.index("完成"))
    assert told([whole])[-1] == ("两行", "7%。")
    assert told([whole], 1)[0] == ("两行", "丁")
    first, second = (line.runs() for line in paragraphs(TEXT, stretches(TEXT, [whole])))
    assert (first[-1].is_first, first[-1].is_last) == (True, False)
    assert (second[0].is_first, second[0].is_last) == (False, True)


def test_a_paragraph_knows_where_it_begins():
    assert [each.start for each in paragraphs(TEXT, [])] == [0, TEXT.index("丁")]
    assert [each.start for each in paragraphs("\n　　甲。\n", [])] == [3]


@pytest.mark.parametrize(
    ("words", "cited"),
    [("甲增长8%", "甲增长8%"), ("长8%，乙", "长8%，乙"), ("7%。\n丁", "7%。丁"), ("今", "今"), ("。\n", "。")],
)
def test_any_words_can_be_cited_whatever_stands_in_them(words, cited):
    span = row("", words)
    lines = paragraphs(TEXT, stretches(TEXT, [row("甲", "甲增长8%")]), (), span)
    pieces = [piece for each in lines for piece in each.pieces]
    assert "".join(piece.text for piece in pieces if piece.is_cited) == cited


def test_words_cited_in_a_heading_leave_it_one():
    first, second = paragraphs("一、回顾\n丁完成。", [], (), Row("", 2, 4))
    assert (first.is_heading, second.is_heading) == (True, False)
    assert [piece.text for piece in first.pieces] == ["一、", "回顾"]


@pytest.mark.parametrize(
    ("asked", "span"),
    [
        ({"from": "2", "to": "5"}, (2, 5)),
        ({"from": "0", "to": str(len(TEXT))}, (0, len(TEXT))),
        ({"from": "0", "to": str(len(TEXT) + 1)}, None),
        ({"from": "5", "to": "5"}, None),
        ({"from": "5", "to": "2"}, None),
        ({"from": "2"}, None),
        ({"to": "2"}, None),
        ({}, None),
        ({"from": "-1", "to": "3"}, None),
        ({"from": "²", "to": "3"}, None),
        ({"from": "\0", "to": "3"}, None),
        ({"from": "1", "to": "9" * 4400}, None),
        ({"from": str(TEXT.index("\n")), "to": str(TEXT.index("\n") + 1)}, None),
    ],
)
def test_a_span_is_read_from_the_address_or_left_out(asked, span):
    found = read_cited(asked, TEXT)
    assert (found and (found.start, found.end)) == span


def test_the_words_of_a_long_span_are_cut_in_their_middle():
    found = read_cited({"from": "0", "to": "300"}, "甲" * 150 + "乙" * 150)
    assert found.words == "甲" * 30 + "…" + "乙" * 30


# The margin


@pytest.mark.parametrize(
    ("at", "places"),
    [
        ([], []),
        ([5, 10, 15], [0, 1, 2]),
        ([5, 5 + LINE], [0, 0]),
        ([5, 4.9 + LINE], [0, 1]),
        ([5, 10, 5 + LINE, 10 + LINE], [0, 1, 0, 1]),
        ([0, 30, LINE, 60, 30 + LINE], [0, 1, 0, 2, 1]),
        ([1, 2, 3, 4, 5, 6, 7], [0, 1, 2, 3, 4, 5, 0]),
    ],
)
def test_marks_stand_as_far_in_as_their_line_allows(at, places):
    gutter = Gutter()
    assert [gutter.place(each) for each in at] == places


def test_no_two_marks_of_a_line_have_the_same_place():
    gutter = Gutter()
    at = [number * (LINE // (PLACES - 1)) for number in range(60)]
    placed = [(where, gutter.place(where)) for where in at]
    near = [(one, other) for one, other in combinations(placed, 2) if other[0] - one[0] < LINE]
    assert near
    assert all(one[1] != other[1] for one, other in near)


@pytest.mark.parametrize(("words", "least"), [("增长", 2), ("8.5%", 1.6), ("增长8%，", 3.2), ("", 0)])
def test_words_are_at_least_so_wide(words, least):
    assert width(words) == pytest.approx(least)


# The map


def said(kind: Kind, sign: str, start: int) -> Said:
    return Said(start, start + 1, kind, (sign,) if sign else ())


def mapped(statements: list[Said], length: int):
    return minimap([Stretch(each.start, each.end, (each,)) for each in statements], length)


def test_promises_silences_and_answers_lie_in_lanes_of_their_own():
    found = mapped(
        [
            said(Kind.PLEDGE, Verdict.KEPT, 0),
            said(Kind.PLEDGE, Verdict.UNREPORTED, PARTS),
            said(Kind.OUTCOME, Verdict.BROKEN, PARTS),
            said(Kind.SHORTFALL, Verdict.BROKEN, 2 * PARTS - 1),
        ],
        2 * PARTS,
    )
    lanes = [
        [(at, cell) for at, cell in enumerate(lane) if cell] for lane in (found.promises, found.silences, found.answers)
    ]
    assert lanes == [
        [(0, Cell("kept", "s0"))],
        [(PARTS // 2, Cell("unreported", f"s{PARTS}"))],
        [(PARTS // 2, Cell("broken", f"s{PARTS}")), (PARTS - 1, Cell("broken", f"s{2 * PARTS - 1}"))],
    ]


@pytest.mark.parametrize(
    ("signs", "cell"),
    [
        ([Verdict.BROKEN, Verdict.KEPT, Verdict.KEPT], Cell("kept", "s1")),
        ([Verdict.BROKEN, Verdict.KEPT], Cell("kept", "s1")),
        ([UNPROMISED, UNPROMISED, Verdict.BROKEN], Cell("broken", "s2")),
        ([UNPROMISED, UNPROMISED], Cell(UNPROMISED, "s0")),
        ([""], None),
    ],
)
def test_a_part_of_the_text_shows_what_is_most_in_it(signs, cell):
    statements = [said(Kind.OUTCOME, sign, at) for at, sign in enumerate(signs)]
    assert mapped(statements, PARTS * 100).answers[0] == cell


def test_the_map_stays_small_whatever_the_report_holds():
    statements = [said(Kind.PLEDGE, list(Verdict)[at % 6], at * 75) for at in range(450)]
    found = mapped(statements, 450 * 75)
    assert sum(cell is not None for lane in (found.promises, found.silences) for cell in lane) <= 2 * PARTS
