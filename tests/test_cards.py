"""The cards of shared links: pictures of 1200 by 630 that say what the page says, named where networks look."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.core.cache import cache
from django.utils import translation
from selectolax.lexbor import LexborHTMLParser

from reports.words import Flag, ReviewState, Verdict
from tests import png
from tests.characters import COUNTY
from tests.county import ingest_many, make_county
from tests.pages import LANGUAGES, of, text_of
from tracker import ledger, register, tallies
from tracker.charts import cards as drawings
from tracker.charts import fonts, images
from tracker.charts.canvas import HEIGHT, WIDTH, Canvas
from tracker.models import Commitment
from tracker.site import cards
from tracker.site.lines import line

HOST = "http://testserver"
LONG = "实施城镇老旧小区改造和农村饮水安全巩固提升工程，新建改建农村公路，完善养老托育服务体系，" * 6
PLEDGE = drawings.PledgeCard(
    heading="样例县2022年",
    above="样例省",
    promised_head="承诺",
    promised="地区生产总值，增长8%左右",
    reported_head="报告",
    reported="增长7.9%",
    is_reported=True,
    sum="7.9 ≥ 8.0 − 0.1，约数",
    verdict="kept",
    word="已兑现",
    note="未复核",
    site="兑现 Duixian",
)
COUNTED = drawings.CountCard(
    heading="样例县2022年",
    above="样例省",
    lead="8项承诺。到期8项，其中1项已兑现。",
    parts=tuple(
        drawings.Counted(verdict.value, verdict.en, "12\u202f345", ">99%", start, width)
        for verdict, start, width in zip(list(Verdict)[:5], (0, 20, 40, 60, 80), (20, 20, 20, 20, 20), strict=True)
    ),
    note="由机器读取并对应，尚未经人工复核。",
    site="兑现 Duixian",
)


def address(kind, *, language="en"):
    where = {"commitment": f"c/{of('gdp').pk}/", "government": f"g/{COUNTY}/2022/", "front": ""}[kind]
    return f"/{language}/{where}"


def meta_of(client, page):
    """What the page says of itself to networks, by name."""
    nodes = [node.attributes for node in LexborHTMLParser(client.get(page).content).css("meta[content]")]
    return {node.get("property") or node.get("name"): node["content"] for node in nodes}


@pytest.fixture
def no_face(monkeypatch):
    """A machine on which the package with the face is not installed."""
    monkeypatch.setattr(fonts, "_PACKAGE", "no_such_package_of_fonts")
    fonts.folder.cache_clear()
    yield
    monkeypatch.undo()
    fonts.folder.cache_clear()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["commitment", "government", "front"])
def test_it_works(client, county, kind, language):
    page = address(kind, language=language)
    told = meta_of(client, page)
    assert told["og:image"].startswith(f"{HOST}{page}card.png?v=")
    assert told["twitter:image"] == told["og:image"]
    assert told["twitter:card"] == "summary_large_image"
    assert told["og:image:alt"] == told["twitter:image:alt"]
    response = client.get(told["og:image"].removeprefix(HOST))
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/png")
    assert png.size(response.content) == (WIDTH, HEIGHT) == (1200, 630)
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    assert len(response.content) < 60_000


@pytest.mark.parametrize("kind", ["commitment", "government", "front"])
def test_whoever_has_the_picture_is_told_so_and_nothing_is_drawn(client, county, kind):
    tag = client.get(f"{address(kind)}card.png").headers["ETag"]
    cache.clear()
    again = client.get(f"{address(kind)}card.png", headers={"if-none-match": tag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    assert cache.get(f"image:{tag.strip(chr(34))}") is None
    assert "public" in again.headers["Cache-Control"]
    assert client.head(f"{address(kind)}card.png").status_code == 200
    assert client.post(f"{address(kind)}card.png").status_code == 405


def test_another_verdict_is_another_picture_at_another_address(client, county, reviewer):
    page = address("commitment")
    before, tag = meta_of(client, page)["og:image"], client.get(f"{page}card.png").headers["ETag"]
    assert meta_of(client, page)["og:image"] == before
    ledger.override(of("gdp"), Verdict.BROKEN, reviewer, "统计口径不同", "统计公报")
    assert meta_of(client, page)["og:image"] != before
    answer = client.get(f"{page}card.png", headers={"if-none-match": tag})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("kind", "queries", "more"), [("commitment", 1, "c"), ("government", 2, "g"), ("front", 1, "")]
)
def test_a_picture_costs_a_query_or_two_however_much_there_is(
    client, county, django_assert_num_queries, kind, queries, more
):
    where = f"{address(kind)}card.png"
    assert client.get(where, {"v": "²" * 3000}).status_code == 200
    for _again in range(2):
        with django_assert_num_queries(queries):
            client.get(where)
    ingest_many(2)
    with django_assert_num_queries(queries):
        client.get(where)


@pytest.mark.parametrize(
    "where",
    ["c/999999/card.png", "c/99999999999999999999/card.png", "g/999999/2022/card.png", f"g/{COUNTY}/1999/card.png"],
)
def test_what_is_not_known_has_no_picture(client, county, where):
    assert client.get(f"/en/{where}").status_code == 404


def test_without_a_pledge_the_front_page_has_no_picture(client, db):
    assert "og:image" not in meta_of(client, "/en/")
    assert client.get("/en/card.png").status_code == 404
    make_county()
    assert "og:image" not in meta_of(client, f"/en/g/{COUNTY}/")


def test_a_front_page_with_filters_names_no_picture_of_everything(client, county):
    assert "og:image" not in meta_of(client, "/en/?year=2022")


def test_what_is_not_shown_has_no_picture_and_an_answer_nobody_reviewed_is_not_on_it(
    client, county, reviewer, settings
):
    settings.DUIXIAN_SHOW_UNREVIEWED = False
    gdp, jobs = of("gdp"), of("new_urban_jobs")
    assert client.get(f"{address('government')}card.png").status_code == 404
    assert client.get("/en/card.png").status_code == 404
    register.decide(gdp, ReviewState.ACCEPTED, reviewer)
    tallies.refresh([county.pk])
    assert client.get(f"/en/c/{jobs.pk}/card.png").status_code == 404
    with translation.override("en"):
        shown = cards.pledge(line(Commitment.objects.with_evidence().get(pk=gdp.pk)))
    assert "has not been reviewed by a person yet" in shown.reported
    assert "7.9" not in repr(shown)
    assert gdp.verdict.outcome.quote not in repr(shown)
    assert meta_of(client, f"/en/c/{gdp.pk}/")["og:image:alt"] == cards.words_of(shown)
    assert "1 pledge." in meta_of(client, f"/en/g/{COUNTY}/2022/")["og:image:alt"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_says_no_more_than_its_page(client, county, language):
    def bare(words):
        return re.sub(r"[\s“”。.…]", "", words)

    for row in Commitment.objects.current().with_evidence():
        page = bare(text_of(client.get(f"/{language}/c/{row.pk}/")))
        with translation.override(language):
            shown = cards.pledge(line(row))
        assert bare(shown.sum) in page
        assert bare(shown.word) in page
        if not shown.is_reported:
            assert row.verdict.code == Verdict.PENDING or bare(shown.reported) in page, shown.reported
        else:
            assert bare(row.verdict.outcome.value) in page


def test_the_pages_own_figures_are_on_the_card_of_a_year(client, county):
    response = client.get(f"/en/g/{COUNTY}/2022/")
    counts = response.context["counts"]
    told = meta_of(client, f"/en/g/{COUNTY}/2022/")["og:image:alt"]
    assert told.startswith("Sample County 2022. ")
    assert f"Of the {counts.due} that were due, {counts.kept} were kept." in told
    assert f"Kept {counts.kept}, Kept in part {counts.in_part}, Not kept {counts.broken}" in told
    assert "not yet reviewed by people" in told


def test_a_card_is_embedded_by_an_address_that_follows_the_verdict(client, county):
    page = client.get(f"/en/c/{of('gdp').pk}/")
    (lines,) = [one.text for one in page.context["citations"] if one.name == "html"]
    shown = LexborHTMLParser(lines)
    assert shown.css_first("a").attributes["href"] == f"{HOST}/en/c/{of('gdp').pk}/"
    picture = shown.css_first("a img").attributes
    assert "?" not in picture["src"]
    assert png.size(client.get(picture["src"].removeprefix(HOST)).content) == (WIDTH, HEIGHT)
    assert picture["alt"] == page.context["card"].words
    assert "Card for a page of your own (HTML)" in text_of(page)


@pytest.mark.parametrize(
    ("language", "note"),
    [("en", "self-report only, preliminary figure, not reviewed"), ("zh-hans", "仅政府自述、初步数、未复核")],
)
def test_the_flags_of_a_verdict_stand_on_its_card(county, language, note):
    flagged = replace(line(of("gdp")), flags=(Flag.SELF_REPORT_ONLY, Flag.PRELIMINARY_FIGURE))
    with translation.override(language):
        assert cards.pledge(flagged).note == note


def test_what_nobody_has_reviewed_says_so_on_the_card_too(client, county, reviewer):
    gdp = of("gdp")
    assert meta_of(client, f"/en/c/{gdp.pk}/")["og:image:alt"].endswith("not reviewed.")
    register.decide(gdp, ReviewState.ACCEPTED, reviewer)
    register.decide(gdp.verdict.outcome, ReviewState.ACCEPTED, reviewer)
    assert "not reviewed" not in meta_of(client, f"/en/c/{gdp.pk}/")["og:image:alt"]
    tallies.refresh([county.pk])
    assert "people have reviewed 1 of" in meta_of(client, f"/en/g/{COUNTY}/2022/")["og:image:alt"]


def test_without_a_face_no_page_names_a_card_and_none_is_drawn(client, county, no_face):
    for kind in ("commitment", "government", "front"):
        told = meta_of(client, address(kind))
        assert not [name for name in told if name and "image" in name]
        assert client.get(f"{address(kind)}card.png").status_code == 404
    assert meta_of(client, address("commitment"))["twitter:card"] == "summary"
    page = LexborHTMLParser(client.get(address("commitment")).content)
    assert page.css_first(".share img") is None
    assert page.css_first(".share a[rel=bookmark]") is not None
    with pytest.raises(images.NoFaceError):
        images.image(PLEDGE, drawings.pledge_card)


def test_the_page_shows_its_card_with_its_words_and_offers_it(client, county):
    page = LexborHTMLParser(client.get(address("commitment")).content)
    picture, link = page.css_first(".share img"), page.css_first(".share a[download]")
    assert picture.attributes["src"] == link.attributes["href"]
    assert link.attributes["download"] == f"duixian-{COUNTY}-2022-{of('gdp').pk}.png"
    words = picture.attributes["alt"]
    for part in ("Sample County 2022", "growth about 8%", "growth 7.9%", "Kept: 7.9 ≥ 8.0 − 0.1, about"):
        assert part in words


KINDS = [(PLEDGE, drawings.pledge_card), (COUNTED, drawings.count_card)]


@pytest.mark.parametrize(("shown", "draw"), KINDS)
def test_every_kind_keeps_to_the_grammar(shown, draw):
    draw(shown).to_dict(validate=True)


def inside(draw, shown, monkeypatch):
    """The words put on the picture, each checked to lie within its edges."""
    canvases = []
    whole = Canvas.drawn
    monkeypatch.setattr(Canvas, "drawn", lambda canvas: canvases.append(canvas) or whole(canvas))
    draw(shown)
    monkeypatch.undo()
    rows = canvases[0]._words
    assert not any("\u202f" in row["words"] for row in rows)
    for row in rows:
        assert 20 <= row["y"] <= HEIGHT - 14, row
        if row["align"] == "left":
            assert row["x"] >= 72 - row["size"] / 2 * row["words"].startswith("“"), row
            assert row["x"] + drawings.width_of(row["words"]) * row["size"] <= WIDTH - 70, row
    return rows


def is_framed(content):
    """Whether there is ink, and a margin around it all."""
    ink = png.inked(content)
    return 0 < ink[30:-12, 40:-40].sum() == ink.sum()


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"promised": LONG, "reported": LONG, "sum": LONG, "heading": LONG, "above": LONG, "note": ""},
        {"promised": "W" * 300, "reported": "w" * 300, "sum": "8" * 300, "heading": "M" * 90},
        {"verdict": "not_assessable", "word": "Cannot be checked", "sum": ""},
        {"verdict": "unreported", "word": "Unreported", "is_reported": False, "above": ""},
    ],
)
def test_whatever_a_pledge_says_stays_inside(changes, monkeypatch):
    shown = replace(PLEDGE, **changes)
    rows = inside(drawings.pledge_card, shown, monkeypatch)
    feet = [row["y"] for row in rows if row["words"] in shown.promised and row["size"] >= 32]
    assert max(feet) < 412 - 24
    assert is_framed(images.painted(drawings.pledge_card(shown)))


@pytest.mark.parametrize("changes", [{}, {"lead": LONG, "note": LONG, "heading": LONG}, {"parts": (), "lead": LONG}])
def test_whatever_a_count_says_stays_inside(changes, monkeypatch):
    shown = replace(COUNTED, **changes)
    inside(drawings.count_card, shown, monkeypatch)
    assert is_framed(images.painted(drawings.count_card(shown)))


def test_verdicts_differ_in_shape_and_not_in_colour_alone():
    """The marks' pixels, whatever their colour, are other ones for each verdict."""
    marks = {}
    for verdict in Verdict:
        canvas = Canvas()
        canvas.mark(verdict.value, 40, 40, 60)
        content = images.painted(canvas.drawn().properties(width=80, height=80))
        marks[verdict] = png.inked(content)
        assert 100 < marks[verdict][8:72, 8:72].sum() == marks[verdict].sum(), verdict
    for one in Verdict:
        for other in Verdict:
            if one != other:
                assert (marks[one] ^ marks[other]).sum() > 200, (one, other)
