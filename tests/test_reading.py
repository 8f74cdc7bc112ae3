"""The whole reading: every quote is the text it stands for, whatever the text; and no text makes it hang."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.reading import clauses, years
from reports.reading.read import read
from reports.words import Kind, Section
from tests.pace import shortest

ROOT = Path(__file__).resolve().parents[1]
REPORT = """石桥县政府工作报告
2019年1月8日在县人民代表大会上

各位代表：
一、2018年工作回顾
全县生产总值完成210.5亿元，增长6.8%；新增学位1350个。三次产业结构优化为9.3:37.4:53.3。
在肯定成绩的同时，我们也清醒认识到，还存在不少问题：12个项目进展缓慢。
二、2019年工作安排
今年主要预期目标是：生产总值增长7%左右，城镇登记失业率控制在4%以内。
做好今年工作，要建设6个停车场，改造农村公路60公里以上。
名词解释
1.工程：指建设5个中心。
"""
PIECES = [
    *"0123456789.,:%％，。；、\n（）“”xX亿万个元户一二三十百第年月日",
    "2018年", "增长", "分别", "达到", "新增", "从", "增加到", "排名", "第一", "首位", "城乡", "收入", "以上",
    "左右", "各位代表", "建设", "学校", "亿元", "个百分点", "翻一番", "三分之一", "其中", "10-12家", "零增长",
    "两位数增长", "一、2018年工作回顾\n", "二、2019年工作安排\n",
]  # fmt: skip


def test_it_tells_results_from_promises_by_where_they_stand():
    found = [(s.kind, s.subject, s.value, s.period) for s in read(REPORT).statements if s.number]
    assert found == [
        (Kind.OUTCOME, "生产总值", "210.5", "2018"),
        (Kind.OUTCOME, "生产总值", "6.8", "2018"),
        (Kind.OUTCOME, "学位", "1350", "2018"),
        (Kind.OUTCOME, "三次产业结构", "9.3:37.4:53.3", "2018"),
        (Kind.PLEDGE, "生产总值", "7", "2019"),
        (Kind.PLEDGE, "城镇登记失业率", "4", "2019"),
        (Kind.PLEDGE, "停车场", "6", "2019"),
        (Kind.PLEDGE, "农村公路", "60", "2019"),
    ]


APPENDED_PLAN = """二、2016年工作安排
今年建设公园6个。
三、加强政府自身建设
减少会议20%。
四、关于“十三五”规划纲要草案的说明
(一)编制过程
召开座谈会8场。
(二)“十二五”时期经济和社会发展主要情况五年来，新增公路80公里，建成县体育馆。粮食产量年均增长3%。
(三)“十三五”时期的主要目标
粮食产量年均增长4%。
"""


def test_a_look_back_at_the_last_plan_inside_the_new_one_is_a_review():
    found = [(s.kind, s.subject, s.value, s.period) for s in read(APPENDED_PLAN, 2016).statements]
    assert [row for row in found if row[1] not in ("座谈会", "会议")] == [
        (Kind.PLEDGE, "公园", "6", "2016"),
        (Kind.OUTCOME, "公路", "80", "2011-2015"),
        (Kind.OUTCOME, "县体育馆", "", "2015"),
        (Kind.OUTCOME, "粮食产量", "3", "2011-2015"),
        (Kind.PLEDGE, "粮食产量", "4", "2016-2020"),
    ]


def test_it_takes_the_plan_year_from_the_text():
    assert read(REPORT).plan_year == 2019


def test_it_asks_for_the_year_where_the_text_names_none():
    with pytest.raises(ValueError, match="names no year"):
        read("建设6个停车场。")


def test_a_report_on_a_single_line_reads_the_same():
    line = REPORT.replace("\n", " ")
    assert [s.value for s in read(line, 2019).statements if s.number and s.kind is Kind.PLEDGE][:4] == [
        "7",
        "4",
        "6",
        "60",
    ]


def test_ascii_and_full_width_marks_read_alike():
    ascii_marks = REPORT.translate({ord("，"): ",", ord("；"): ";", ord("："): ":"})
    facts = [(s.subject, s.value, s.unit) for s in read(REPORT).statements if s.number]
    assert [(s.subject, s.value, s.unit) for s in read(ascii_marks, 2019).statements if s.number] == facts


def assert_true_to_its_text(text: str, reading) -> None:
    for s in reading.statements:
        assert text[s.start : s.end] == s.quote
        if s.number:
            assert s.start <= s.number.start < s.number.end <= s.end
    for figure in reading.unread:
        assert 0 <= figure.number.start < figure.number.end <= len(text)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_every_quote_is_the_text_it_stands_for(text):
    text = "二、2019年工作安排\n" + text
    assert_true_to_its_text(text, read(text, 2019))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_report_reads_without_a_crash(data):
    at = data.draw(st.integers(0, len(REPORT)))
    gone = data.draw(st.integers(0, 40))
    text = REPORT[:at] + data.draw(st.text(max_size=8)) + REPORT[at + gone :]
    assert_true_to_its_text(text, read(text, 2019))


LONG = {
    "digits only": "7",
    "分别 only": "分别",
    "one sentence": "新建学校3所，",
    "no marks at all": "新建学校3所",
    "one list": "5元、",
    "lines without ends": "增长\n",
    "达到 only": "达到",
    "letters for digits": "O7",
    "half a ratio": "1:",
    "open quotes": "“",
    "numerals": "一",
    "今年 only": "今年",
    "points between digits": "1·1",
    "sums": "投资3亿元",
    "rates": "增长8.4%",
    "years": "2019年",
    "works": "建设甲桥、",
    "open brackets": "（",
}


@pytest.mark.parametrize("name", LONG)
def test_it_does_not_hang_on(name):
    text = "二、2019年工作安排\n" + LONG[name] * (80_000 // len(LONG[name]))
    small, large = (shortest(lambda part=part: read(part, 2019)) for part in (text[:10_000], text))
    # Eight times the text may take eight times as long, and as much again for a busy machine; quadratic would be 64.
    assert large < 24 * max(small, 0.02)


def test_every_real_report_is_read_true_to_its_text(corpus):
    with (corpus / "index.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len(rows) == 49
    for row in rows:
        text = (corpus / row["file"]).read_bytes().decode("utf-8")
        reading = read(text, int(row["plan_year"]))
        assert_true_to_its_text(text, reading)
        assert sum(1 for s in reading.statements if s.number) > len(text) // 400, row["file"]


def test_the_year_of_every_real_report_is_found_in_its_text(corpus):
    with (corpus / "index.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    wrong = [
        row["file"] for row in rows if years.infer((corpus / row["file"]).read_text("utf-8")) != int(row["plan_year"])
    ]
    assert wrong == []


def test_the_second_half_of_a_look_back_and_ahead_promises():
    text = (
        "一、2020年工作回顾\n全年新建学校3所。\n二、“十三五”时期发展成就和“十四五”时期主要目标任务\n"
        "过去五年，累计新建学校9所。\n“十四五”时期是新的开端。森林覆盖率提高到31%。\n"
    )
    kinds = [(s.kind, s.value, s.period) for s in read(text, 2021).statements if s.number]
    assert kinds == [
        (Kind.OUTCOME, "3", "2020"),
        (Kind.OUTCOME, "9", "2016-2020"),
        (Kind.PLEDGE, "31", "2025"),
    ]


def test_a_figure_without_a_subject_is_left_unread():
    reading = read("二、2019年工作安排\n建设3%。", 2019)
    assert all(s.subject for s in reading.statements)
    assert [(figure.number.start, figure.reason) for figure in reading.unread if figure.reason == "no_subject"]


@pytest.mark.parametrize(
    ("title", "pledged"),
    [("附件\n2019年10件惠民实事", ["农村公路"]), ("2019年民生实事项目", ["农村公路"]), ("12．民生实事", [])],
)
def test_a_list_of_practical_matters_annexed_behind_the_glossary_is_pledged(title, pledged):
    glossary = "二、2019年工作安排\n建设大桥。\n名词解释\n1．河长制：由5位领导负责。\n"
    text = f"{glossary}{title}\n一、交通工程\n新改建农村公路300公里。\n"
    said = [s.subject for s in read(text, 2019).statements if s.number]
    assert said == pledged


@pytest.mark.parametrize(
    ("plan", "listed"),
    [
        ("（三）办好10件民生实事\n1.新建公厕40座。\n2.安装路灯90盏。\n（四）加强城建\n新建停车场8个。", "公厕 路灯"),
        ("三、办好民生实事\n（1）新建公厕40座。\n（2）安装路灯90盏。\n四、加强城建\n新建停车场8个。", "公厕 路灯"),
        ("6.办好民生实事项目\n新建公厕40座。安装路灯90盏。\n7.加强城建\n新建停车场8个。", "公厕 路灯"),
        ("（三）办好民生实事。新建公厕40座。（四）加强城建。新建停车场8个。", "公厕"),
        # The last task of a part, and the part behind it.
        ("（八）办好民生实事\n新建公厕40座。\n三、守住底线\n（一）防汛。新建停车场8个。", "公厕"),
        # Items in the style of the title, and in two styles.
        ("二、民生实事项目\n一、新建公厕40座。\n二、安装路灯90盏。\n三、新建停车场8个。", "公厕 路灯 停车场"),
        ("三、民生实事项目\n（一）环境\n1.新建公厕40座。\n（二）城建\n1.新建停车场8个。", "公厕 停车场"),
        ("2019年民生实事项目\n新建公厕40座。\n新建停车场8个。", "公厕 停车场"),
    ],
)
def test_a_list_of_practical_matters_ends_where_the_plan_counts_on(plan, listed):
    said = read(f"二、2019年工作安排\n建设大桥3座。\n{plan}\n", 2019).statements
    assert [s.subject for s in said if s.section == Section.PRACTICAL and "实事" not in s.subject] == listed.split()
    assert {s.kind for s in said} == {Kind.PLEDGE}


def test_a_text_read_in_small_blocks_reads_the_same(monkeypatch):
    for path in sorted((ROOT / "fixtures" / "digests").glob("*/*.txt")):
        text, year = path.read_bytes().decode("utf-8"), int(path.stem)
        whole = read(text, year)
        with monkeypatch.context() as patched:
            # No sentence of the digests has so many clauses: blocks end where sentences do.
            patched.setattr(clauses, "BLOCK", 25)
            in_blocks = read(text, year)
        assert in_blocks == whole


def test_a_text_without_a_full_stop_is_read_to_its_end():
    text = "二、2019年工作安排\n" + "新建停车场6个，" * 4000 + "建成公园3座"
    said = read(text, 2019).statements
    assert len(said) == 4001
    assert (said[-1].subject, said[-1].value) == ("公园", "3")
    listed = read("二、2019年工作安排\n新建停车场" + "6个、" * 20_000, 2019)
    assert len(listed.statements) + len(listed.unread) == 20_001
