"""The headings of a report's own text, and the header of its file: one row a line."""

from __future__ import annotations

import pytest

from tracker.site.file_header import header_end
from tracker.site.headings import Levels, heading, shown


@pytest.mark.parametrize(
    ("line", "rank", "words"),
    [
        ("一、2015年工作回顾", 1, "一、2015年工作回顾"),
        ("第一部分 过去五年工作", 0, "第一部分 过去五年工作"),
        ("（三）保障民生", 2, "（三）保障民生"),
        ("(三)保障民生", 2, "(三)保障民生"),
        ("2022年工作回顾", 0, "2022年工作回顾"),
        ("“十四五”时期总体思路和目标任务", 0, "“十四五”时期总体思路和目标任务"),
        # It heads its paragraph, or has a full stop.
        ("（一）推进项目建设。坚持把项目抓好，成效显著。", 2, "（一）推进项目建设。"),
        ("（一）统筹投资，释放潜力。", 2, "（一）统筹投资，释放潜力。"),
        # Nothing tells where it ends.
        ("（一）保持增长以项目为抓手" + "，再努力" * 14, 2, "（一）保持增长以项目为抓手，再努力，再努力，再努…"),
    ],
)
def test_a_heading_is_told_by_its_number_or_its_words(line, rank, words):
    found = heading(line)
    assert found is not None
    assert (found.rank, shown(line, found)) == (rank, words)
    assert found.is_whole == (line == words)
    assert found.is_open == words.endswith("…")
    assert line[: found.length].startswith(("第", "（", "(", "一", "2", "“"))


@pytest.mark.parametrize(
    "line",
    [
        "各位代表：",
        "政府工作报告",
        "一是抓项目。",
        "1.优势产业：指五个产业",
        "2022年，全县增长7%",
        "今年完成任务。",
        "一",
        "。",
    ],
)
def test_what_is_none_is_none(line):
    assert heading(line) is None


@pytest.mark.parametrize(
    ("ranks", "levels"),
    [
        ([1, 2, 2, 1, 2], [3, 4, 4, 3, 4]),
        ([0, 1, 2, 0, 1], [3, 4, 5, 3, 4]),
        ([2, 2, 1, 2], [3, 3, 3, 4]),
        ([0, 2], [3, 4]),
    ],
)
def test_no_level_is_left_out(ranks, levels):
    found = Levels()
    assert [found.level(rank) for rank in ranks] == levels


@pytest.mark.parametrize(
    ("header", "report"),
    [
        ("标题：二00九年报告\n年份：2009\n==========\n", "\n各位代表：\n"),
        ("标题：报告\n----\n", "各位代表"),
        ("下载\n打印\n【字号：\n加大\n】\n", "2026年报告\n来源：县报\n"),
        ("当前位置:首页  > 公开\n\n时间：2020-01-01\n", "报告"),
        # One label is a report's own, and so is whatever stands behind its first words.
        ("", "来源：县报\n各位代表"),
        ("", "政府工作报告\n时间：2020\n来源：县报\n"),
        ("", "==========\n各位代表"),
        ("", ""),
    ],
)
def test_the_header_of_a_file_ends_where_the_report_begins(header, report):
    assert header_end(header + report) == len(header)
