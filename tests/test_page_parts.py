"""The parts of pages that need no database: marked text, quotes in their sentence, figures in words, charts, tiles."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from reports.words import Comparator, Measure, Topic, Verdict
from tracker.models import Commitment, Indicator, Outcome
from tracker.models import Verdict as VerdictRow
from tracker.scoreboard import Counts, Standing
from tracker.site.bullets import growth_chart
from tracker.site.lines import Line
from tracker.site.marked import Printed, paragraphs
from tracker.site.own_words import stretches
from tracker.site.quoted import MOST_AROUND, in_sentence
from tracker.site.tilemap import tiles
from tracker.site.units import gloss
from tracker.site.wording import figure

TEXT = "一、上年回顾\n今年甲增长8%，乙达到5万吨。\n\n（一）抓好丙。丁完成。\n"


@dataclass(frozen=True)
class Said:
    start: int
    end: int
    number: None = None
    unit: str = ""
    name: str = ""
    deed: str = ""


def said(words: str) -> Said:
    return Said(TEXT.index(words), TEXT.index(words) + len(words))


def cut(rows: list[Said], figures: tuple[Printed, ...] = ()) -> Any:
    return paragraphs(TEXT, stretches(TEXT, rows), figures)


def joined(paragraph: Any) -> str:
    return "".join(piece.text for piece in paragraph.pieces)


def test_the_pieces_of_a_text_join_to_its_lines():
    found = cut([said("甲增长8%"), said("乙达到5万吨")])
    assert [joined(row) for row in found] == ["一、上年回顾", "今年甲增长8%，乙达到5万吨。", "（一）抓好丙。丁完成。"]


def test_only_a_line_that_is_nothing_but_a_heading_is_one_as_a_whole():
    assert [row.is_heading for row in cut([])] == [True, False, False]
    assert [row.is_heading for row in cut([said("上年回顾")])] == [False, False, False]
    assert [(row.heading.rank, row.level) for row in cut([]) if row.heading] == [(1, 3), (2, 4)]


def test_what_follows_a_heading_in_its_line_is_a_run_of_its_own():
    *_, line = cut([said("丙。丁")])
    assert ["".join(piece.text for piece in run.pieces) for run in line.runs()] == [
        "（一）抓好",
        "丙。",
        "丁",
        "完成。",
    ]
    assert [run.start == line.body for run in line.runs()] == [False, False, True, False]
    assert [(run.is_first, run.is_last) for run in line.runs() if run.stretch] == [(True, False), (False, True)]


def test_a_statement_anchors_where_it_begins_and_ends_in_its_line():
    outer, inner = said("甲增长8%，乙达到5万吨"), said("乙达到5万吨")
    line = cut([outer, inner])[1]
    assert line.ending == (outer, inner)
    assert [piece.anchor for piece in line.pieces if piece.anchor is not None] == [outer.start, inner.start]


def test_a_figure_is_cut_out_with_its_place_wherever_it_stands():
    eight, five = (Printed(TEXT.index(figure), TEXT.index(figure) + 1, ("an alarm",)) for figure in "85")
    line = cut([said("甲增长8%")], (eight, five))[1]
    assert joined(line) == "今年甲增长8%，乙达到5万吨。"
    told = [(piece.text, piece.figure, piece.stretch is not None) for piece in line.pieces if piece.figure]
    assert told == [("8", eight, True), ("5", five, False)]


def test_a_figure_that_a_statement_cuts_begins_once():
    figure = Printed(TEXT.index("甲增"), TEXT.index("8%"))
    pieces = [piece for piece in cut([said("增长8%")], (figure,))[1].pieces if piece.figure]
    assert [(piece.text, piece.begins_figure) for piece in pieces] == [("甲", True), ("增长", False)]


def test_a_line_with_an_audited_figure_is_no_heading_as_a_whole():
    title = Printed(TEXT.index("上年"), TEXT.index("上年") + 2)
    assert not cut([], (title,))[0].is_heading


def test_a_statement_over_two_lines_is_marked_in_both_and_ends_in_the_second():
    whole = Said(TEXT.index("乙达到"), TEXT.index("丙"))
    second, third = cut([whole])[1:]
    assert second.ending == ()
    assert third.ending == (whole,)
    assert third.pieces[0].stretch.rows == (whole,)


def test_a_quote_stands_in_its_sentence():
    place = said("增长8%")
    found = in_sentence(TEXT, place.start, place.end)
    assert (found.before, found.quote, found.after) == ("今年甲", "增长8%", "，乙达到5万吨")


def test_a_long_sentence_is_cut_and_says_so():
    text = "甲" * 200 + "引" + "乙" * 200
    found = in_sentence(text, 200, 201)
    assert (len(found.before), len(found.after)) == (MOST_AROUND + 1, MOST_AROUND + 1)
    assert found.before.startswith("…")
    assert found.after.endswith("…")


def pledge(measure: Measure, comparator: Comparator, value: str, unit: str = "%", high: str = "") -> Commitment:
    return Commitment(measure=measure, comparator=comparator, value=value, unit=unit, value_high=high)


def mean(measure: Measure, before: str, value: str) -> Commitment:
    statement = pledge(measure, Comparator.EQ, value)
    statement.quote, statement.start, statement.number_start = before + value + "%", 40, 40 + len(before)
    return statement


def words(statement: Commitment, language: str) -> str:
    found = figure(statement, language)
    return "" if found is None else f"{found.before} {found.value}{found.unit}{found.after}".strip()


@pytest.mark.parametrize(
    ("statement", "zh", "en"),
    [
        (pledge(Measure.GROWTH, Comparator.ABOUT, "8.5"), "增长 8.5%左右", "growth about 8.5%"),
        (mean(Measure.GROWTH, "生产总值年均增长", "12"), "年均增长 12%", "yearly growth 12%"),
        (mean(Measure.GROWTH, "五年年均增长8%，去年增长", "12"), "增长 12%", "growth 12%"),
        (pledge(Measure.GROWTH, Comparator.RANGE, "6", high="6.5"), "增长 6–6.5%", "growth 6–6.5%"),
        (pledge(Measure.LEVEL, Comparator.GT, "1000", "亿元"), "超过 1000亿元", "more than 1000亿元"),
        (pledge(Measure.SHARE, Comparator.LE, "4.5"), "4.5%以内", "at most 4.5%"),
        (pledge(Measure.DECLINE, Comparator.GE, "3"), "下降 3%以上", "decline at least 3%"),
        (pledge(Measure.RANK, Comparator.EQ, "3", ""), "第 3位", "rank 3"),
        (pledge(Measure.LEVEL, Comparator.EQ, "redacted", "件"), "数字被遮盖", "figure blanked"),
        (pledge(Measure.GROWTH, Comparator.SYNC, "", ""), "同步增长", "in step"),
        (pledge(Measure.DONE, Comparator.EQ, "", ""), "", ""),
    ],
)
def test_a_figure_reads_as_it_was_printed_in_both_languages(statement, zh, en):
    assert (words(statement, "zh-hans"), words(statement, "en")) == (zh, en)


def test_common_units_are_explained_in_english_and_others_left_alone():
    assert gloss("亿元") == "100 million yuan"
    assert gloss("万亿元") == "trillion yuan"
    assert gloss("万人") == "10 thousand people"
    assert gloss("台(套)") == ""


def growth_line(target: str, actual: str, unit: str = "%", tolerance: str = "0") -> Line:
    derivation = {"compared": {"target": target, "actual": actual}, "tolerance": tolerance}
    outcome = Outcome(pk=1)
    row = Commitment(
        measure=Measure.GROWTH, comparator=Comparator.EQ, value=target, unit=unit, indicator_id=1, period="2022"
    )
    row.indicator = Indicator(pk=1, topic=Topic.ECONOMY)
    row.verdict = VerdictRow(code="kept", rule="floor", derivation=derivation, outcome=outcome)
    return Line(row, Verdict.KEPT, Topic.ECONOMY, None, outcome, None, "", ())


def test_targets_and_outcomes_lie_on_one_axis_that_holds_zero():
    chart = growth_chart([growth_line("8", "7.9", tolerance="0.1"), growth_line("-4", "10")])
    labels = [tick.label for tick in chart.ticks]
    assert "0" in labels
    assert (labels[0], labels[-1]) == ("−5", "10")
    at = {tick.label: Decimal(tick.at) for tick in chart.ticks}
    assert (at["−5"], at["10"]) == (0, 100)
    first, second = chart.bullets
    assert at["5"] < Decimal(first.actual) < Decimal(first.target) < at["10"]
    assert 0 < Decimal(second.target) < at["0"]
    assert Decimal(first.band_width) > 0
    assert Decimal(second.band_width) == 0


def test_an_average_over_years_is_no_growth_over_the_year_before():
    average = growth_line("12", "11.6")
    average.commitment.period = "2006-2010"
    assert growth_chart([growth_line("8", "9"), average]) is None
    assert len(growth_chart([growth_line("8", "9"), average, growth_line("7", "6")]).bullets) == 2


def test_a_chart_of_one_row_or_of_other_units_is_not_drawn():
    assert growth_chart([growth_line("8", "9")]) is None
    assert growth_chart([growth_line("8", "9", "亿元"), growth_line("7", "6", "亿元")]) is None


def test_a_rate_that_would_press_all_others_flat_stays_out_of_the_chart():
    chart = growth_chart([growth_line("8", "9"), growth_line("7", "6"), growth_line("30", "230")])
    assert [row.printed_target for row in chart.bullets] == ["8", "7"]


def test_every_province_has_one_tile_of_its_own():
    found = tiles([], {})
    assert len(found) == 34
    assert len({tile.code for tile in found}) == 34
    assert len({(tile.column, tile.row) for tile in found}) == 34
    assert all(tile.counts is None for tile in found)


def test_a_tile_sums_the_governments_of_its_province_and_leaves_out_the_nation():
    rows = [
        Standing(1, "000000", Counts(kept=90), 0),
        Standing(2, "410000", Counts(kept=6, broken=2), 0),
        Standing(3, "411700", Counts(kept=3, unreported=1), 0),
        Standing(4, "500231", Counts(pending=4), 0),
    ]
    by_code = {tile.code: tile for tile in tiles(rows, {})}
    assert by_code["410000"].counts == Counts(kept=9, broken=2, unreported=1)
    assert not by_code["410000"].is_thin
    assert by_code["500000"].is_thin
    assert [by_code[code].governments for code in ("410000", "500000", "110000")] == [2, 1, 0]
    assert sum(tile.counts is not None for tile in by_code.values()) == 2


def test_admissions_alone_make_no_rate():
    alone = Counts(broken=6, admitted=6)
    assert (alone.kept_rate, alone.answer_rate, alone.interval, alone.is_ranked) == (None, None, None, False)
    beside = Counts(kept=6, broken=6, admitted=6)
    assert (beside.kept_rate, beside.answer_rate) == (Decimal("0.5"), 1)
