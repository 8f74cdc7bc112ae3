"""Words set into boxes: lines that break where the language allows, in a size that fits, and never wider than drawn."""

from __future__ import annotations

import pytest

from tests import png
from tracker.charts import fonts, theme
from tracker.charts.fitting import LEADING, fitted, width_of
from tracker.charts.images import painted

CHINESE = "实施城镇老旧小区改造和农村饮水安全巩固提升工程，新建改建农村公路，完善养老托育服务体系"
ENGLISH = "Renovate old urban neighbourhoods and consolidate the safety of rural drinking water, wherever it is scarce"


@pytest.mark.parametrize(
    "words", [CHINESE, ENGLISH, CHINESE * 9, ENGLISH * 9, "长" * 500, "W" * 500, "8" * 90, "", " "]
)
@pytest.mark.parametrize("box", [(1056, 176), (400, 60), (90, 20)])
def test_no_line_is_wider_than_its_box_nor_more_than_it_holds(words, box):
    width, height = box
    set_ = fitted(words, width, height, (60, 44, 32, 20))
    assert all(width_of(line) * set_.size <= width for line in set_.lines)
    assert len(set_.lines) <= max(1, int(height / (set_.size * LEADING)))


def test_a_short_one_is_large_and_a_long_one_smaller_and_cut_at_last():
    sizes = (60, 44, 32)
    assert fitted("地区生产总值", 1056, 176, sizes).size == 60
    assert fitted(CHINESE, 1056, 176, sizes).size == 44
    cut = fitted(CHINESE * 9, 1056, 176, sizes)
    assert cut.size == 32
    assert cut.lines[-1].endswith("…")
    assert "".join(cut.lines)[:-1] in CHINESE * 9


def test_nothing_is_lost_where_nothing_is_cut():
    assert "".join(fitted(CHINESE, 700, 300, (44, 32)).lines) == CHINESE
    assert " ".join(fitted(ENGLISH, 700, 300, (44, 32)).lines) == ENGLISH


def test_no_line_begins_with_a_comma_or_breaks_a_word_or_a_figure():
    for width in range(150, 900, 25):
        for words in (CHINESE, ENGLISH, "全县地区生产总值增长8.5%左右，城镇新增就业3000人以上（力争3200人）。"):
            lines = fitted(words, width, 2000, (40,)).lines
            assert not any(line[0] in "，。）、,." for line in lines), lines
            assert not any(line[-1] in "（“" for line in lines), lines
            assert all(figure in "\n".join(lines) for figure in ("8.5%", "3000", "3200") if figure in words)
            if words == ENGLISH and width >= 500:
                assert " ".join(lines) == ENGLISH


def test_thousands_stay_together_and_are_set_in_what_the_face_has():
    for width in range(180, 500, 20):
        lines = fitted("样例省作出了12\u202f345\u200b项承诺", width, 2000, (40,)).lines
        assert any("12\u00a0345" in line for line in lines), lines
        assert "\u200b" not in "".join(lines)


def test_lines_are_even():
    first, last = fitted("实施城镇老旧小区改造和农村饮水安全巩固提升工程吧", 920, 200, (40,)).lines
    assert len(last) >= len(first) - 2


def drawn(words: str, size: int = 40, width: int = 700) -> bytes:
    """The words alone on a strip, from its left edge."""
    import altair as alt

    mark = alt.Chart(alt.Data(values=[{}])).mark_text(
        text=words, fontSize=size, align="left", baseline="middle", color=theme.tokens()["ink"]
    )
    chart = mark.encode(x=alt.value(0), y=alt.value(30)).properties(width=width, height=60)
    return painted(chart)


@pytest.mark.parametrize(
    "words",
    [CHINESE[:17], "Gross domestic product, WMwm", "iIlj1.,:;()'! ttt fff", "7.9 ≥ 8.0 − 0.1, about", "“某某”、—…％±5",
     "10 million yuan @ &", "ABCDEFGHJKLNOPQRSTUVXYZ", "abcdeghknopqsuvxyz"],
)  # fmt: skip
def test_a_line_is_drawn_no_wider_than_it_is_thought_to_be(words):
    right = png.inked(drawn(words)).any(axis=0).nonzero()[0].max()
    assert 0.6 * width_of(words) * 40 <= right <= width_of(words) * 40


def test_chinese_characters_are_drawn_and_not_boxes():
    missing = drawn("\ue000\ue001", width=100)
    pictures = {drawn(words, width=100) for words in ("兑现", "承诺", "样例", "垫江", "镇")}
    assert len(pictures) == 5
    assert missing not in pictures
    assert drawn("\ue000", width=100) not in {drawn(one, width=100) for one in "兑现承诺"}
    # A dense character has more ink than a sparse one; a box has the same for all.
    assert png.inked(drawn("鑫", width=60)).sum() > 1.5 * png.inked(drawn("一", width=60)).sum()


def test_the_face_is_the_packaged_one_and_no_font_file_is_ours(settings):
    assert fonts.folder() is not None
    ours = [path for end in ("otf", "ttf", "ttc", "woff2") for path in settings.BASE_DIR.glob(f"tracker/**/*.{end}")]
    assert ours == []
