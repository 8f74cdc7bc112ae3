"""The scoring of the reading against labels: bars, gains and losses, and that no recorded bar falls."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reports.scoring import changes, score_folder

GOLD = Path(__file__).parent / "gold"
TEXT = "二、2019年工作安排\n建设6个停车场。新增学位1350个。生产总值增长7%。\n建成青龙河大桥。\n"
HEADER = "start end kind subject measure comparator value value2 unit period hedge".replace(" ", "\t")


def label(text, number, kind, subject, measure, value, unit, period="2019"):
    start = text.index(number)
    return "\t".join([str(start), str(start + len(number)), kind, subject, measure, "eq", value, "", unit, period, ""])


@pytest.fixture
def labelled(tmp_path):
    """A folder with one labelled report: a right row, a wrong subject, a wrong year, and a deed."""
    corpus = tmp_path / "corpus"
    (corpus / "101010").mkdir(parents=True)
    (corpus / "101010" / "2019.txt").write_text(TEXT, encoding="utf-8")
    rows = [
        label(TEXT, "6", "P", "停车场", "level", "6", "个"),
        label(TEXT, "1350", "P", "公园", "increment", "1350", "个"),
        label(TEXT, "7", "P", "生产总值", "growth", "7", "%", "2018"),
    ]
    (tmp_path / "101010-2019.quant.tsv").write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    start = TEXT.index("建成青龙河大桥")
    deed = f"{start}\t{start + 7}\tP\t建成\t青龙河大桥\t2019\tboth"
    (tmp_path / "101010-2019.deeds.tsv").write_text(
        "start\tend\tkind\taction\tobject\tdeadline\tcoders\n" + deed + "\n", encoding="utf-8"
    )
    return tmp_path


def test_it_tells_found_from_exact_from_full(labelled):
    score = score_folder(labelled, labelled / "corpus")["101010-2019"]
    assert score.bars == {"figures": 1.0, "exact": 0.6667, "full": 0.3333, "deeds": 1.0}
    assert f"full:{TEXT.index('6')}" in score.right
    assert f"exact:{TEXT.index('7%')}" not in score.right


def test_it_lists_what_was_gained_and_lost(labelled):
    scores = score_folder(labelled, labelled / "corpus")
    place = f"full:{TEXT.index('6')}"
    right = scores["101010-2019"].right
    better = {**scores["101010-2019"].bars, "full": 0.5}
    kept = {"101010-2019": {"bars": better, "right": " ".join([*(right - {place}), "deed:3"])}}
    listed = list(changes(kept, scores))
    assert [change.line for change in listed] == [
        f"101010-2019  gained  {place}",
        "101010-2019  lost    deed:3",
        "101010-2019  full  0.5000 → 0.3333",
    ]
    assert [change.is_fall for change in listed] == [False, False, True]


def test_the_command_records_a_baseline_and_fails_on_a_fall(labelled, capsys):
    options = {"gold": str(labelled), "corpus": str(labelled / "corpus")}
    with pytest.raises(CommandError, match="record one"):
        call_command("score", **options)
    call_command("score", record=True, **options)
    call_command("score", **options)
    kept = json.loads((labelled / "baseline.json").read_text("utf-8"))
    kept["101010-2019"]["bars"]["exact"] = 0.9
    (labelled / "baseline.json").write_text(json.dumps(kept), encoding="utf-8")
    with pytest.raises(CommandError, match="fell below"):
        call_command("score", **options)
    assert "exact  0.9000 → 0.6667" in capsys.readouterr().out


def test_no_bar_falls_below_the_baseline(corpus):
    kept = json.loads((GOLD / "baseline.json").read_text("utf-8"))
    scores = score_folder(GOLD, corpus)
    assert scores.keys() == kept.keys()
    assert [change.line for change in changes(kept, scores) if change.is_fall] == []
