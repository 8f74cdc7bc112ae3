"""Fitting the weights of deeds to labelled reports."""

from __future__ import annotations

import tomllib
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

TEXT = "2018年工作回顾\n" + "".join(
    f"建成投用柳湾{word}小学。深入推进{word}产业发展。" for word in ("一", "二", "三", "四")
)


def test_it_works(tmp_path):
    (tmp_path / "999999").mkdir()
    (tmp_path / "999999" / "2019.txt").write_text(TEXT, encoding="utf-8")
    lines = ["start\tend\tkind\tcoders\taction\tobject\tdeadline"]
    for word in ("一", "二", "三", "四"):
        start = TEXT.index(f"建成投用柳湾{word}")
        lines.append(f"{start}\t{start + 9}\tO\tboth\t建成投用\t柳湾{word}小学\t")
    (tmp_path / "999999-2019.deeds.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    out = StringIO()
    call_command("weigh_deeds", str(tmp_path), corpus=str(tmp_path), stdout=out)
    weights = tomllib.loads(out.getvalue())
    assert weights["verb"]["use"] > 0 > weights["verb"]["push"]


def test_a_report_left_out_is_scored_by_the_others(tmp_path):
    (tmp_path / "999999").mkdir()
    starts = [TEXT.index(f"建成投用柳湾{word}") for word in ("一", "二", "三", "四")]
    for year in ("2019", "2020"):
        (tmp_path / "999999" / f"{year}.txt").write_text(TEXT, encoding="utf-8")
        rows = [f"{start}\t{start + 9}\tO\tboth\t建成投用\t{TEXT[start + 4 : start + 9]}\t" for start in starts]
        header = "start\tend\tkind\tcoders\taction\tobject\tdeadline"
        (tmp_path / f"999999-{year}.deeds.tsv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    out = StringIO()
    call_command("weigh_deeds", str(tmp_path), corpus=str(tmp_path), leave_out=True, stdout=out)
    assert out.getvalue().splitlines() == [
        "999999-2019  precision 1.000  recall 1.000  f1 1.000",
        "999999-2020  precision 1.000  recall 1.000  f1 1.000",
        "mean f1 1.000",
    ]


def test_a_folder_without_labels_is_refused(tmp_path):
    with pytest.raises(CommandError, match="no labelled deeds there"):
        call_command("weigh_deeds", str(tmp_path), corpus=str(tmp_path))
