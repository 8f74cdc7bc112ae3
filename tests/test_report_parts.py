"""What a report's page is made of, without a database: runs, places in the margin, spans of an address, the map."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import pytest

from reports.words import Kind, Verdict
from tracker.site.cited import read_cited
from tracker.site.gutter import LINE, PLACES, Gutter, width
from tracker.site.marked import Printed, paragraphs, runs
from tracker.site.minimap import PARTS, Cell, minimap
from tracker.site.statements import UNPROMISED, Said

TEXT = "今年甲增长8%，乙和丙分别增长6%和7%。\n丁完成。\n"


@dataclass(frozen=True)
class Row:
    name: str
    start: int
    end: int


def row(name: str, words: str) -> Row:
    return Row(name, TEXT.index(words), TEXT.index(words) + len(words))


def told(rows: list[Row], line: int = 0, figures: tuple[Printed, ...] = ()) -> list[tuple[str, str]]:
    """The runs of a line: whose they are, and their words."""
    found = runs(paragraphs(TEXT, rows, figures))[line]
    return [(run.row.name if run.row else "", "".join(piece.text for piece in run.pieces)) for run in found]


def test_it_works():
    assert told([row("甲", "甲增长8%")]) == [("", "今年"), ("甲", "甲增长8%"), ("", "，乙和丙分别增长6%和7%。")]


@pytest.mark.parametrize(
    ("rows", "own"),
    [
        # One within the other: the outer's words go on behind the inner.
        ([("外", "乙和丙分别增长6%和7%"), ("内", "丙分别增长6%")], ["外:乙和", "内:丙分别增长6%", "外:和7%"]),
        # They cross: what began last goes on to its end.
        ([("先", "乙和丙分别增长6%"), ("后", "丙分别增长6%和7%")], ["先:乙和", "后:丙分别增长6%和7%"]),
        # The same words twice: one of the two has them, and the other is still there to end.
        ([("一", "乙和丙分别增长6%"), ("二", "乙和丙分别增长6%")], ["二:乙和丙分别增长6%"]),
        # They begin together.
        ([("长", "乙和丙分别增长6%"), ("短", "乙和丙")], ["短:乙和丙", "长:分别增长6%"]),
        # They end together.
        ([("长", "乙和丙分别增长6%"), ("短", "增长6%")], ["长:乙和丙分别", "短:增长6%"]),
        # They touch.
        ([("左", "乙和丙"), ("右", "分别增长6%")], ["左:乙和丙", "右:分别增长6%"]),
    ],
)
def test_words_under_several_statements_are_the_innermosts(rows, own):
    rows = [Row(name, TEXT.index(words, 8), TEXT.index(words, 8) + len(words)) for name, words in rows]
    line = paragraphs(TEXT, rows)[0]
    assert [f"{name}:{words}" for name, words in told(rows) if name] == own
    assert sorted(ended.name for ended in line.ending) == sorted(one.name for one in rows)
    assert "".join(words for _name, words in told(rows)) == TEXT.splitlines()[0]


def test_a_figure_with_alarms_begins_a_run_and_one_without_does_not():
    eight = TEXT.index("8%")
    for alarms, own in ((("an alarm",), ["甲增长", "8%"]), ((), ["甲增长8%"])):
        figures = (Printed(eight, eight + 1, alarms),)
        assert [words for name, words in told([row("甲", "甲增长8%")], 0, figures) if name] == own


def test_a_statement_over_two_lines_has_a_run_in_each_and_its_mark_in_the_last():
    whole = Row("两行", TEXT.index("7%"), TEXT.index("完成"))
    assert told([whole])[-1] == ("两行", "7%。")
    assert told([whole], 1)[0] == ("两行", "丁")
    first, second = runs(paragraphs(TEXT, [whole]))
    assert (first[-1].is_last, second[0].is_last) == (False, True)


def test_every_item_of_a_list_with_one_end_is_marked_where_it_stands():
    text = "建成甲厂、乙厂、丙厂，并投产。"
    items = [Row(name, text.index(name), text.index("。")) for name in ("甲", "乙", "丙")]
    twin = Row("丙二", items[2].start, items[2].end)
    (line,) = runs(paragraphs(text, [*items, twin]))
    marked = [(run.row.name, [other.name for other in run.others]) for run in line if run.is_last]
    assert marked == [("甲", []), ("乙", []), ("丙二", ["丙"])]


def test_a_paragraph_knows_where_it_begins():
    assert [each.start for each in paragraphs(TEXT, [])] == [0, TEXT.index("丁")]
    assert [each.start for each in paragraphs("\n　　甲。\n", [])] == [3]


@pytest.mark.parametrize(
    ("words", "cited"),
    [("甲增长8%", "甲增长8%"), ("长8%，乙", "长8%，乙"), ("7%。\n丁", "7%。丁"), ("今", "今"), ("。\n", "。")],
)
def test_any_words_can_be_cited_whatever_stands_in_them(words, cited):
    span = row("", words)
    pieces = [piece for each in paragraphs(TEXT, [row("甲", "甲增长8%")], (), span) for piece in each.pieces]
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


def test_promises_silences_and_answers_lie_in_lanes_of_their_own():
    found = minimap(
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
        [(0, Cell("kept", 0))],
        [(PARTS // 2, Cell("unreported", PARTS))],
        [(PARTS // 2, Cell("broken", PARTS)), (PARTS - 1, Cell("broken", 2 * PARTS - 1))],
    ]


@pytest.mark.parametrize(
    ("signs", "cell"),
    [
        ([Verdict.BROKEN, Verdict.KEPT, Verdict.KEPT], Cell("kept", 1)),
        ([Verdict.BROKEN, Verdict.KEPT], Cell("kept", 1)),
        ([UNPROMISED, UNPROMISED, Verdict.BROKEN], Cell("broken", 2)),
        ([UNPROMISED, UNPROMISED], Cell(UNPROMISED, 0)),
        ([""], None),
    ],
)
def test_a_part_of_the_text_shows_what_is_most_in_it(signs, cell):
    statements = [said(Kind.OUTCOME, sign, at) for at, sign in enumerate(signs)]
    assert minimap(statements, PARTS * 100).answers[0] == cell


def test_the_map_stays_small_whatever_the_report_holds():
    statements = [said(Kind.PLEDGE, list(Verdict)[at % 6], at * 75) for at in range(450)]
    found = minimap(statements, 450 * 75)
    assert sum(cell is not None for lane in (found.promises, found.silences) for cell in lane) <= 2 * PARTS
