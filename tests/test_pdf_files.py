"""PDFs to their words: printed lines to paragraphs, without what comes back on every page."""

from __future__ import annotations

import pytest

from reports.reading import text as texts
from reports.reading.read import read
from tests.printed import LEADING, LEFT, SIZE, TOP, Printed, lines, pdf

BODY = (
    "　　今年建设停车场6个，改造公路60公里以上，",
    "新增学位2000个。新建卫生室12所，完成投资",
    "12.5亿元。",
    "　　第二件实事是新建桥梁7座，改造水渠8公里",
    "，争取早日完工。",
)
PARAGRAPHS = [
    "今年建设停车场6个，改造公路60公里以上，新增学位2000个。新建卫生室12所，完成投资12.5亿元。",
    "第二件实事是新建桥梁7座，改造水渠8公里，争取早日完工。",
]


def read_lines(*pages: list[Printed]) -> list[str]:
    return texts.decode(pdf(*pages)).splitlines()


def test_it_joins_the_lines_of_a_paragraph():
    assert read_lines(lines(*BODY)) == PARAGRAPHS


def test_a_short_line_ends_a_paragraph_where_none_is_indented():
    body = [
        "今年建设停车场6个，改造公路60公里以上，",
        "新增学位2000个",
        "（一）新建桥梁7座，改造水渠8公里，争取早",
        "日完工。",
    ]
    assert read_lines(lines(*body)) == [body[0] + body[1], body[2] + body[3]]


@pytest.mark.parametrize(
    "number", ["— {} —", "- {} -", "第 {} 页 共 20 页", "第{}页", "{}", "{}/20", "·{}·", "Page {} of 20"]
)
def test_a_page_number_breaks_no_sentence(number):
    pages = [
        [*lines(*BODY[:2]), Printed(number.format(3), 280, 60, 10)],
        [*lines(*BODY[2:]), Printed(number.format(4), 280, 60, 10)],
    ]
    assert read_lines(*pages) == PARAGRAPHS


def test_a_running_head_breaks_no_sentence():
    head = Printed("石桥县人民代表大会会议文件（1）", 90, 800, 10)
    assert read_lines([head, *lines(*BODY[:2])], [head, *lines(*BODY[2:])]) == PARAGRAPHS


def test_a_number_in_the_middle_of_a_page_is_no_page_number():
    assert "12" in read_lines(lines(BODY[0], *BODY[3:], "　　粮食产量", "　　12", "　　万吨", *BODY))


def test_two_columns_are_read_one_after_the_other():
    right = lines(*BODY, left=420.0)
    left = lines("　　一年来，我们建设学校3所，改造公路50公里", "，完成投资3.5亿元。", "　　全年植树9万株。")
    assert read_lines([*left, *right]) == [
        "一年来，我们建设学校3所，改造公路50公里，完成投资3.5亿元。",
        "全年植树9万株。",
        *PARAGRAPHS,
    ]


def test_a_large_title_on_two_lines_is_one():
    title = [Printed("2019年石桥县人民政府工作", 130, 800, 24), Printed("报告", 220, 770, 24)]
    assert read_lines([*title, *lines(*BODY, top=700)]) == ["2019年石桥县人民政府工作报告", *PARAGRAPHS]


def test_the_number_of_a_footnote_is_none_of_the_sentences_and_a_power_is():
    raised = [
        Printed("完成投资12亿元"),
        Printed("3", LEFT + 7 * SIZE, TOP + 6, 9),
        Printed("，绿化3km", LEFT + 7.5 * SIZE),
    ]
    raised += [Printed("2", LEFT + 12 * SIZE, TOP + 6, 9), Printed("，植树9万株。", LEFT + 12.5 * SIZE)]
    assert read_lines(raised) == ["完成投资12亿元，绿化3km²，植树9万株。"]


def test_a_line_spread_to_its_margin_has_no_blanks():
    spread = Printed("全年建设停车场6个，改造公路。", spacing=8)
    assert read_lines([spread, *lines(*BODY, top=TOP - LEADING)]) == [spread.text, *PARAGRAPHS]


def test_a_gap_between_the_cells_of_a_table_stays():
    row = [Printed("粮食产量"), Printed("12.5", LEFT + 120), Printed("13.1", LEFT + 220)]
    assert read_lines(row) == ["粮食产量 12.5 13.1"]


def test_a_radical_is_the_character_it_stands_for():
    assert read_lines(lines("⽤⼈⾥⽅⽶⻋⻓豈")) == ["用人里方米车长豈"]


def test_every_quote_stands_in_the_text():
    text = texts.decode(pdf(lines("二、2019年工作安排", *BODY)))
    statements = read(text).statements
    assert {"停车场", "学位", "水渠"} <= {statement.subject for statement in statements}
    assert all(text[statement.start : statement.end] == statement.quote for statement in statements)


@pytest.mark.parametrize(
    ("raw", "error", "said"),
    [
        (pdf(lines("建设6个停车场。"), encrypted=True), texts.EncryptedFile, "password"),
        (pdf([], [], picture=True), texts.EmptyText, "a scan.*text recognition"),
        # What the program of a scanner writes on every page is no text.
        (pdf(*[[Printed("扫描王 3")]] * 3, picture=True), texts.EmptyText, "a scan.*text recognition"),
        (pdf([]), texts.EmptyText, "without a text"),
        (pdf(lines("\ue001\ue002\ue003\ue004建设")), texts.UnsupportedFormat, "hide their characters"),
        (b"%PDF-1.4 and nothing more", texts.UnsupportedFormat, "cannot be opened"),
        (b"\r\n%PDF-1.4 after a line end", texts.UnsupportedFormat, "cannot be opened"),
        (pdf(lines(*BODY))[:400], texts.UnsupportedFormat, "cannot be opened"),
    ],
)
def test_it_says_in_one_line_why_it_cannot_read(raw, error, said):
    with pytest.raises(error, match=said) as caught:
        texts.decode(raw, "石桥县.pdf")
    assert str(caught.value).startswith("石桥县.pdf: ")
    assert "\n" not in str(caught.value)
