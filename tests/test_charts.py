"""Charts: drawn once for what they show, in the theme's colours as classes; axes and parts of ranges by hand."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
import uuid
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from tracker.charts import theme, warming
from tracker.charts.drawing import drawn, rendered
from tracker.charts.gaps import Gaps, gaps
from tracker.charts.ladder import Ladder, _places, ladder
from tracker.charts.markup import UnknownColourError, for_page
from tracker.charts.scatter import Scatter, scatter
from tracker.charts.yearly import Yearly, yearly
from tracker.site.frames import Frame, frame, part_of, parts, step_for

SCATTER = Scatter(
    points=((8.0, 7.9, "kept", 3), (8.0, 6.0, "broken", 1), (7.0, 6.5, "in_part", 1)),
    low=5,
    high=9,
    is_logarithmic=False,
    target="目标，%",
    outcome="结果，%",
    above="达到目标",
    below="未达目标",
)
GAPS = Gaps(
    bars=((-2, -1, "broken", 1, 0), (-1, 0, "in_part", 2, 0), (0, 1, "kept", 5, 0)),
    low=-2,
    high=1,
    difference="结果减目标",
    pledges="承诺",
    short="未达目标",
    over="达到目标",
)
LADDER = Ladder(
    points=(
        ("nation", 2021, 6.0), ("nation", 2022, 5.5), ("province", 2021, 6.5), ("province", 2022, 6.0),
        ("county", 2021, 8.0), ("county", 2022, 6.1),
    ),
    names=(("nation", "全国"), ("province", "省级"), ("county", "县级")),
    low=5,
    high=8,
    is_logarithmic=False,
    unit="目标中位数，%",
)  # fmt: skip
YEARLY = Yearly(
    targets=((2020, 8, 7.9, 8), (2021, 7, 7, 7), (2022, 6.5, 6.5, 7), (2023, 6, 6, 6), (2024, 6, 6, 6)),
    outcomes=((2020, 7.9, "kept"), (2021, 6.2, "in_part"), (2022, 2, "broken")),
    without=((2023, "unreported"), (2024, "pending")),
    low=1,
    high=9,
    unit="%",
    target="目标 6",
    outcome="报告 2",
)
EVERY = replace(
    YEARLY, without=((2020, "not_assessable"), (2021, "withdrawn"), (2022, "unreported"), (2023, "pending"))
)
KINDS = [
    (SCATTER, scatter), (replace(SCATTER, is_logarithmic=True), scatter), (GAPS, gaps), (LADDER, ladder),
    (YEARLY, yearly), (EVERY, yearly),
]  # fmt: skip


def test_it_works():
    svg = for_page(rendered(scatter(SCATTER)))
    assert svg.startswith('<svg class="drawn" viewBox="0 0 288 ')
    assert svg.count("<circle") == 1
    assert "达到目标" in svg


@pytest.mark.parametrize(("shown", "draw"), KINDS)
def test_every_kind_keeps_to_the_grammar(shown, draw):
    draw(shown).to_dict(validate=True)


@pytest.mark.parametrize(("shown", "draw"), KINDS)
def test_a_drawing_holds_no_style_no_colour_and_no_face(shown, draw):
    svg = for_page(rendered(draw(shown)))
    assert not re.search(r"style=|#[0-9a-f]{3,6}|rgb|font-family|http|<script|aria-label", svg)
    assert all(float(size.removesuffix("px")) >= theme.LETTERS for size in re.findall(r'font-size="([^"]+)"', svg))


@pytest.mark.parametrize(("shown", "draw"), KINDS)
def test_every_colour_of_a_drawing_is_in_the_style_sheet(shown, draw):
    sheet = (settings.BASE_DIR / "tracker" / "static" / "duixian" / "charts.css").read_text(encoding="utf-8")
    used = set(re.findall(r"(?:fill|stroke)-[a-z_-]+(?=[ \"])", for_page(rendered(draw(shown)))))
    used -= {"stroke-width", "stroke-dasharray", "stroke-miterlimit", "fill-opacity"}
    assert used
    assert {name for name in used if f".{name} {{" not in sheet} == set()


def test_a_colour_that_is_no_token_is_refused():
    with pytest.raises(UnknownColourError, match="#123456"):
        for_page('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0,0h9" fill="#123456"/></svg>')


def test_a_chart_is_drawn_once_for_what_it_shows(settings):
    # Keys of the test's own: other tests use the cache meanwhile.
    settings.CACHES = {"default": settings.CACHES["default"] | {"KEY_PREFIX": f"test-{uuid.uuid4()}"}}
    calls = []

    def draw(shown):
        calls.append(shown)
        return scatter(shown)

    assert drawn(SCATTER, draw) == drawn(SCATTER, draw)
    other = replace(SCATTER, high=10)
    drawn(other, draw)
    with translation.override("en"):
        drawn(SCATTER, draw)
    assert calls == [SCATTER, other, SCATTER]


def test_the_site_starts_without_what_draws():
    code = (
        "import sys, django; django.setup(); import tracker.urls;"
        "sys.exit(bool({'altair', 'vl_convert'} & set(sys.modules)))"
    )
    environ = {"DJANGO_SETTINGS_MODULE": "tracker.settings", "PATH": ""}
    assert subprocess.run([sys.executable, "-c", code], env=environ, cwd=Path(settings.BASE_DIR)).returncode == 0


def test_a_server_makes_ready_what_draws_and_then_settles(monkeypatch):
    monkeypatch.setattr(warming, "DELAY", 0)
    settled = []
    timer = warming.begin(lambda: settled.append("vl_convert" in sys.modules))
    timer.join(60)
    assert settled == [True]
    assert timer.daemon


def test_names_of_levels_stand_apart_beside_their_lines():
    places = _places(LADDER)
    assert [name for name, _at in places] == ["县级", "省级", "全国"]
    heights = [at for _name, at in places]
    assert all(later - earlier >= 17 for earlier, later in itertools.pairwise(heights))
    low = replace(LADDER, points=(("nation", 2022, 5.0), ("province", 2022, 5.0), ("county", 2022, 5.0)))
    assert max(at for _name, at in _places(low)) <= 286


@pytest.mark.parametrize(
    ("span", "most", "step"),
    [("10", 10, "1"), ("10.1", 10, "2"), ("0.9", 12, "0.1"), ("300", 12, "50"), ("0.03", 8, "0.005")],
)
def test_a_step_is_the_smallest_round_one(span, most, step):
    assert step_for(Decimal(span), most) == Decimal(step)


def test_a_frame_ends_on_whole_steps_and_leaves_out_slips():
    assert frame([Decimal("4.1"), Decimal("9.8")], may_be_logarithmic=True) == Frame(Decimal(4), Decimal(10))
    assert frame([Decimal(5)], may_be_logarithmic=False).holds(Decimal(5))
    many = [Decimal(n % 10) for n in range(200)] + [Decimal(5000)]
    assert not frame(many, may_be_logarithmic=False).holds(Decimal(5000))
    assert frame([Decimal(1), Decimal(1000)], may_be_logarithmic=True).is_logarithmic
    assert not frame([Decimal(0), Decimal(1000)], may_be_logarithmic=True).is_logarithmic


@pytest.mark.parametrize(
    ("gap", "upper_edge", "low"),
    [("0", False, 0), ("0", True, -1), ("-0.1", False, -1), ("0.1", True, 0), ("-99", False, -3), ("99", True, 1)],
)
def test_a_part_holds_one_of_its_edges_and_the_last_all_beyond(gap, upper_edge, low):
    cut = parts([Decimal(-3), Decimal(0), Decimal(1)], 5, Decimal(0))
    assert [part.low for part in cut] == [-3, -2, -1, 0, 1]
    assert cut[part_of(Decimal(gap), cut, upper_edge=upper_edge)].low == low


def test_no_line_bridges_a_year_without_a_figure():
    outcomes = ((2018, 7.0, "kept"), (2019, 6.5, "kept"), (2021, 6.0, "kept"), (2022, 8.0, "kept"))
    targets = tuple((year, 6.5, 6.5, 6.5) for year in range(2018, 2023))
    shown = replace(YEARLY, targets=targets, outcomes=outcomes, without=((2020, "unreported"),))
    lines = re.findall(r'<path[^>]* d="(M[^"Z]*L[^"Z]*)"[^>]*stroke-width="1.25"', rendered(yearly(shown)))
    assert [line.count("L") for line in lines] == [1, 1]
