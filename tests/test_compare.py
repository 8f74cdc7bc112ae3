"""Governments side by side: what an address chooses, what the tables say, and that the CSV says the same."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from reports.models import Jurisdiction
from reports.words import ReviewState, Verdict
from tests.characters import COUNTY, make_document, make_place
from tests.county import ANSWER, ANSWER_OF_LIST, PLAN, PLAN_WITH_LIST, PROVINCE, ingest_many
from tests.pages import text_of
from tests.test_exports import rows_of
from tests.test_standings import ingest_plan
from tracker import tallies
from tracker.ingest import ingest
from tracker.models import Commitment, Tally
from tracker.scoreboard import IN_BARS, Interval, years_of
from tracker.site.units import in_english
from tracker.templatetags.duixian import percent, span_of

SECOND, THIRD = "990102", "990103"
#: The verdicts of the bar by their class and by the heading of their column.
COUNTED = {verdict.value: verdict.en for verdict in IN_BARS}


@pytest.fixture
def counties(county):
    """Three counties: the first with eight due pledges, the others with fifteen."""
    ingest_many(2)
    return county


def compare(client, *codes, language="en", **more):
    response = client.get(f"/{language}/compare/", {"g": codes, **more})
    assert response.status_code == 200
    return response


def parsed(response):
    return LexborHTMLParser(response.content)


def heads(page, table=".beside"):
    return [node.text().strip() for node in page.css_first(table).css("thead th")][1:]


def cells(page, table=".beside:not(.beside-targets)"):
    """The cells of a table by the text of the row's head, in the order of the columns."""
    rows = page.css_first(table).css("tbody tr:not(.beside-group)")
    return {" ".join(row.css_first("th").text().split()): row.css("td") for row in rows}


def told(cell, name):
    node = cell.css_first(name)
    return node.text().strip() if node else ""


def counts(cell):
    return {name: int(told(cell, f".count-{name}")) for name in COUNTED} if cell.css_first(".beside-counts") else {}


def canonical(page):
    return page.css_first("link[rel=canonical]").attributes["href"]


def test_it_works(client, counties):
    page = parsed(compare(client, COUNTY, SECOND, year=2022))
    assert heads(page) == ["Sample County", "Sample County"]
    assert list(cells(page)) == ["All years", "2022", "2023"]
    for place, cell in zip((COUNTY, SECOND), cells(page)["2022"], strict=True):
        of_place = {row.year: row.counts for row in years_of(Jurisdiction.objects.get(code=place), unreviewed=True)}
        assert counts(cell) == {name: of_place[2022].of(Verdict(name)) for name in COUNTED}
        assert told(cell, ".beside-due") == f"{of_place[2022].due} due"


@pytest.mark.parametrize(("language", "word"), [("en", "Compare governments"), ("zh-hans", "政府对比")])
def test_it_speaks_both_languages(client, counties, language, word):
    page = parsed(compare(client, COUNTY, SECOND, language=language))
    assert page.css_first("h1").text() == word
    assert len(cells(page)) == 3


def test_the_order_of_the_address_is_the_order_of_the_columns(client, counties):
    for order in ((COUNTY, THIRD, SECOND), (THIRD, SECOND, COUNTY)):
        response = compare(client, *order, language="zh-hans")
        assert tuple(place.code for place in response.context["chosen"].places) == order
        assert heads(parsed(response)) == [Jurisdiction.objects.get(code=code).name for code in order]


def test_what_is_named_twice_or_is_no_code_is_dropped_and_said(client, counties):
    response = compare(client, SECOND, COUNTY, SECOND, "123456", "垫江", "", year=2022)
    page = parsed(response)
    assert canonical(page) == f"/en/compare/?g={SECOND}&g={COUNTY}&year=2022"
    said = text_of(response)
    assert "Named more than once, shown once: Sample County" in said
    assert "no place has this code: “123456”, “垫江”" in said
    assert len(heads(page)) == 2


def test_a_clean_address_is_its_own_and_says_nothing(client, counties):
    response = compare(client, COUNTY, SECOND, year=2022)
    assert canonical(parsed(response)) == f"/en/compare/?g={COUNTY}&g={SECOND}&year=2022"
    assert not parsed(response).css("main [role=status]")


def test_one_alone_asks_for_a_second_and_offers_its_neighbours(client, counties):
    response = compare(client, COUNTY, year=2022)
    page = parsed(response)
    assert "Add a second one" in text_of(response)
    assert not page.css(".beside")
    offered = [node.attributes["href"] for node in page.css(".offers a")]
    assert offered == [f"/en/compare/?g={COUNTY}&g={code}&year=2022" for code in (SECOND, THIRD)]
    assert heads(parsed(client.get(offered[0])))


def test_more_than_five_are_refused_and_can_be_removed(client, counties):
    codes = [COUNTY, SECOND, THIRD]
    for number in range(3):
        codes.append(make_place(f"99020{number}", f"样例乙{number}县").code)
    response = compare(client, *codes)
    page = parsed(response)
    assert "names 6 governments; at most 5 are compared" in text_of(response)
    assert not page.css(".beside")
    assert not page.css("#place-q")
    removals = [node.attributes["href"] for node in page.css(".chip-remove")]
    assert len(removals) == 6
    assert len(heads(parsed(client.get(removals[0])))) == 5


def test_an_endless_address_is_refused_at_the_price_of_a_short_one(client, counties):
    with CaptureQueriesContext(connection) as queries:
        response = compare(client, *[COUNTY, SECOND] * 100, *(f"{number:06}" for number in range(500)))
    assert "more governments than anybody could read" in text_of(response)
    assert not parsed(response).css(".beside")
    assert len(queries) == 1


def test_each_chosen_one_can_be_removed_by_a_link(client, counties):
    page = parsed(compare(client, COUNTY, SECOND, THIRD, year=2022))
    removals = [node.attributes["href"] for node in page.css(".chip-remove")]
    assert removals[1] == f"/en/compare/?g={COUNTY}&g={THIRD}&year=2022"
    alone = parsed(client.get(f"/en/compare/?g={COUNTY}")).css_first(".chip-remove").attributes["href"]
    assert alone == "/en/compare/"


@pytest.mark.parametrize("asked", ["样例1县", THIRD])
def test_the_box_adds_the_only_place_that_fits(client, counties, asked):
    response = client.get("/en/compare/", {"g": [COUNTY, SECOND], "year": "2022", "q": asked})
    assert (response.status_code, response.url) == (302, f"/en/compare/?g={COUNTY}&g={SECOND}&g={THIRD}&year=2022")


def test_the_form_carries_what_is_chosen(client, counties):
    form = parsed(compare(client, SECOND, COUNTY, year=2022)).css_first("form.place-box")
    assert form.attributes["action"] == "/en/compare/"
    hidden = [(node.attributes["name"], node.attributes["value"]) for node in form.css("input[type=hidden]")]
    assert hidden == [("g", SECOND), ("g", COUNTY), ("year", "2022")]


@pytest.mark.parametrize("asked", ["样例", "yangli", "Sample"])
def test_several_that_fit_are_offered_as_links(client, counties, asked):
    page = parsed(compare(client, COUNTY, q=asked))
    offered = {node.attributes["href"] for node in page.css(".offers a")}
    assert f"/en/compare/?g={COUNTY}&g={THIRD}" in offered
    assert page.css_first("#place-q").attributes["value"] == asked


def test_a_place_nobody_knows_is_said_to_be_unknown(client, counties):
    assert "No place fits “没有这里”" in text_of(compare(client, COUNTY, q="没有这里"))


def test_five_leave_no_room_for_a_sixth(client, counties):
    codes = [COUNTY, SECOND, THIRD, PROVINCE, make_place("990200", "样例乙县").code]
    response = compare(client, *codes, q="样例")
    assert not parsed(response).css("#place-q")
    assert "remove one to choose another" in text_of(response)


def test_no_rate_is_told_below_ten_due_pledges(client, counties):
    few, many, _third = cells(parsed(compare(client, COUNTY, SECOND, THIRD)))["2022"]
    assert sum(counts(few).values()) < 10 <= sum(counts(many).values())
    assert told(few, ".beside-kept") == told(few, ".beside-answered") == ""
    assert told(many, ".beside-kept").endswith("%")
    assert told(many, ".beside-interval")


def test_a_government_without_a_report_of_the_year_says_so(client, counties):
    ingest(make_document(PLAN.replace("2022", "2021").replace("2021年，", "2020年，"), 2021))
    response = compare(client, COUNTY, SECOND, PROVINCE, year=2021)
    first, second, third = cells(parsed(response))["2021"]
    assert told(first, ".beside-missing") == ""
    assert told(second, ".beside-missing") == told(third, ".beside-missing") == "no report of 2021"
    said = text_of(response)
    assert "No work report that plans for 2021 is on record of: Sample County, Sample Province." in said
    assert told(cells(parsed(response))["All years"][2], ".beside-missing") == "no report yet"


def test_targets_that_two_set_stand_side_by_side(client, counties):
    changed = PLAN.replace("样例县", "样例丁县").replace("增长8%左右", "增长9%左右").replace("，粮食产量达到20万吨", "")
    for year, text in ((2022, changed), (2023, ANSWER.replace("样例县", "样例丁县"))):
        make_place("990301", "样例丁县") if year == 2022 else None
        ingest(make_document(text, year, "990301"))
    page = parsed(compare(client, COUNTY, "990301", SECOND, year=2022))
    rows = cells(page, ".beside-targets")
    growth = next(row for head, row in rows.items() if "Growth" in head)
    assert [told(cell, ".pair-promised b") for cell in growth] == ["8", "9", "8"]
    assert [told(cell, ".pair-reported b") for cell in growth] == ["7.9"] * 3
    assert [bool(cell.css(".badge-kept")) for cell in growth] == [True, False, True]
    grain = next(row for head, row in rows.items() if "rain" in head)
    assert "no such target" in grain[1].text()
    for cell in growth:
        address = cell.css_first(".pair-promised a").attributes["href"]
        assert client.get(address).status_code == 200


def test_what_only_one_of_them_promised_is_left_out(client, counties):
    ingest(make_document(PLAN.replace("样例节3场", "样例节3场，森林覆盖率达到40%"), 2022))
    codes = {row.indicator.code for row in compare(client, COUNTY, SECOND, year=2022).context["compared"].shared}
    assert "gdp" in codes
    assert "forest_coverage" not in codes
    assert Commitment.objects.current().filter(indicator__code="forest_coverage", year=2022).exists()


def test_a_target_of_five_years_stands_beside_none_of_one_year(client, counties):
    ingest_plan()
    ingest_plan(SECOND, "样例0县")
    assert Commitment.objects.current().filter(year=2020, indicator__code="urbanisation").count() == 2
    assert compare(client, COUNTY, SECOND, year=2020).context["compared"].shared == ()


def test_a_cell_that_holds_many_targets_leads_to_all_of_them(client, counties):
    ingest(make_document(PLAN + "".join(f"地区生产总值增长{n}%。" for n in range(3, 8)), 2022))
    shared = compare(client, COUNTY, SECOND, year=2022)
    first = next(row for row in shared.context["compared"].shared if row.indicator.code == "gdp").targets[0]
    assert len(first.lines) == 6
    cell = next(row for head, row in cells(parsed(shared), ".beside-targets").items() if "Growth" in head)[0]
    assert len(cell.css(".pair")) == 3
    link = cell.css_first(".pair-more a").attributes["href"]
    assert {line.commitment.pk for line in first.lines} <= {
        line.commitment.pk for line in client.get(link).context["lines"]
    }


def test_the_year_shown_is_the_latest_in_which_most_had_something_due(client, counties):
    assert compare(client, COUNTY, SECOND).context["compared"].year == 2022
    assert compare(client, COUNTY, SECOND, year="2023").context["compared"].year == 2023
    assert compare(client, COUNTY, SECOND, year="soon").context["compared"].year == 2022


def test_a_year_of_which_nothing_is_known_says_so(client, counties):
    said = text_of(compare(client, COUNTY, SECOND, year=1999))
    assert "No two of these governments set a target" in said
    assert "No work report that plans for 1999" in said


def test_governments_without_any_pledge_say_so(client, counties):
    other = make_place("990200", "样例乙县").code
    assert "No pledge of any of these governments is on record" in text_of(compare(client, PROVINCE, other))


def test_a_government_known_only_from_its_admissions_gets_no_rate(client, counties):
    make_place("990301", "样例丁县")
    ingest(make_document(ANSWER.replace("样例县", "样例丁县"), 2023, "990301"))
    cell = cells(parsed(compare(client, COUNTY, "990301")))["2022"][1]
    assert "only admissions on record" in cell.text()
    assert told(cell, ".beside-kept") == ""


def test_what_no_person_has_reviewed_says_so(client, counties, reviewer):
    assert "no person has reviewed these pledges yet" in text_of(compare(client, COUNTY, SECOND))
    decided = {"review_state": ReviewState.ACCEPTED.value, "decided_by": reviewer, "decided_at": timezone.now()}
    Commitment.objects.filter(indicator__code="gdp", year=2022).update(**decided)
    tallies.refresh(Jurisdiction.objects.values_list("pk", flat=True))
    total = Commitment.objects.current().filter(jurisdiction__code__in=[COUNTY, SECOND]).count()
    assert f"has reviewed 2 of these {total} pledges" in text_of(compare(client, COUNTY, SECOND))


def test_years_in_which_all_is_open_stand_behind_the_others(client, counties):
    response = compare(client, COUNTY, SECOND)
    heads_of_rows = [node.text() for node in parsed(response).css(".beside:not(.beside-targets) tbody th")]
    assert heads_of_rows == ["All years", "2022", "Nothing due yet, or not answered yet", "2023"]
    rows = rows_of(client.get(f"/en/compare.csv?g={COUNTY}&g={SECOND}"))
    assert [row["Year or all years"] for row in rows][::2] == ["All years", "2022", "2023"]


def figures(cell):
    """What a cell of the page says in figures."""
    return {
        **counts(cell),
        "due": told(cell, ".beside-due").removesuffix(" due"),
        "open": told(cell, ".beside-open").removesuffix(" not judged yet"),
        "kept rate": told(cell, ".beside-kept"),
        "interval": told(cell, ".beside-interval"),
        "answer rate": told(cell, ".beside-answered"),
        "by list": told(cell, ".by-list > [aria-hidden]"),
        "missing": bool(cell.css_first(".beside-missing")),
    }


def figures_of(row):
    """The same of a row of the CSV."""
    low, high = row["Interval, low"], row["Interval, high"]
    rates = ("Kept rate", "Answer rate", "Kept rate without lists")
    share = {name: percent(Decimal(row[name])) if row[name] else "" for name in rates}
    listed = row["Kept by a whole list"]
    is_due = row["Due"] != "0"
    return {
        **({name: int(row[head]) for name, head in COUNTED.items()} if is_due else {}),
        "due": row["Due"] if is_due else "",
        "open": "" if row[Verdict.PENDING.en] == "0" else row[Verdict.PENDING.en],
        "kept rate": share["Kept rate"],
        "interval": span_of(Interval(Decimal(low), Decimal(high))) if low else "",
        "answer rate": share["Answer rate"],
        "by list": f"without {listed}*: {share['Kept rate without lists']}" if listed != "0" and low else "",
        "missing": row["Report of the year on record"] == "no",
    }


@pytest.mark.parametrize("has_list", [False, True])
def test_every_figure_of_the_table_is_the_csvs(client, counties, has_list):
    codes = (THIRD, COUNTY, PROVINCE, SECOND)
    if has_list:
        ingest(make_document(PLAN_WITH_LIST.replace("样例县", "样例省"), 2022, PROVINCE))
        ingest(make_document(ANSWER_OF_LIST.replace("样例县", "样例省"), 2023, PROVINCE))
    page = parsed(compare(client, *codes, year=2022))
    rows = rows_of(client.get(page.css_first('a[href*="compare.csv"]').attributes["href"]))
    shown = [
        ("All years" if head == "All years" else head, code, figures(cell))
        for head, row in cells(page).items()
        for code, cell in zip(codes, row, strict=True)
    ]
    assert shown == [(row["Year or all years"], row["Code"], figures_of(row)) for row in rows]
    assert any(figures["kept rate"] and figures["interval"] for _year, _code, figures in shown)
    assert any(figures["by list"] for _year, _code, figures in shown) == has_list
    assert (page.css_first(".by-list-note") is not None) == has_list
    assert any(figures["missing"] for _year, _code, figures in shown) != has_list


def said(figure, unit):
    """A figure of the download as the English page says it: 20万 as 200 000."""
    english = in_english(figure, unit)
    return english.figure if english else figure


def test_every_target_of_the_table_is_the_csvs(client, counties):
    page = parsed(compare(client, SECOND, COUNTY, year=2022))
    rows = rows_of(client.get(page.css_first('a[href*="compare_targets.csv"]').attributes["href"]))
    shown = [
        (
            pair.css_first("a").attributes["href"],
            told(pair, ".pair-promised b"),
            told(pair, ".pair-reported b"),
            pair.css_first(".badge").attributes["class"].split("badge-")[1],
        )
        for row in cells(page, ".beside-targets").values()
        for cell in row
        for pair in cell.css(".pair")
    ]
    stated = [
        (
            row["Address"].removeprefix("http://testserver"),
            said(row["Target"], row["Unit"]),
            said(row["Reported"], row["Unit reported"]),
            row["Verdict code"],
        )
        for row in rows
    ]
    assert shown == stated
    assert {row["Code"] for row in rows} == {COUNTY, SECOND}
    assert len(shown) > 4


def test_the_csv_of_one_or_of_six_has_its_head_alone(client, counties):
    for query in ("", f"g={COUNTY}", "&".join(f"g=99000{n}" for n in range(6)), "g=x&g=y"):
        assert rows_of(client.get(f"/en/compare.csv?{query}")) == []
        assert rows_of(client.get(f"/en/compare_targets.csv?{query}")) == []


def test_no_cell_of_the_csv_is_a_formula(client, counties):
    Jurisdiction.objects.filter(code=SECOND).update(english="=SUM(A1)")
    rows = rows_of(client.get(f"/en/compare.csv?g={COUNTY}&g={SECOND}"))
    assert {row["Government"] for row in rows} == {"Sample County", "'=SUM(A1)"}


def test_only_what_a_person_accepted_is_compared_where_nothing_else_is_shown(client, counties, settings, reviewer):
    settings.DUIXIAN_SHOW_UNREVIEWED = False
    assert "No pledge of any of these" in text_of(compare(client, COUNTY, SECOND))
    decided = {"review_state": ReviewState.ACCEPTED.value, "decided_by": reviewer, "decided_at": timezone.now()}
    Commitment.objects.filter(indicator__code="gdp", year=2022).update(**decided)
    tallies.refresh(Jurisdiction.objects.values_list("pk", flat=True))
    page = parsed(compare(client, COUNTY, SECOND))
    assert counts(cells(page)["2022"][0])["kept"] == 1
    (row,) = cells(page, ".beside-targets").values()
    assert [told(cell, ".pair-promised b") for cell in row] == ["8", "8"]
    # The outcome behind the verdict is not accepted: it is not shown.
    assert [told(cell, ".pair-reported b") for cell in row] == ["", ""]


def test_five_governments_with_many_years_cost_no_more_queries_than_two(client, counties):
    def queries(*codes):
        with CaptureQueriesContext(connection) as captured:
            compare(client, *codes, year=2022)
        return len(captured)

    two = queries(COUNTY, SECOND)
    projects = "".join(f"新建第{n}小学{n}所。" for n in range(2, 30))
    ingest(make_document(PLAN + projects, 2022))
    five = [COUNTY, SECOND, THIRD]
    for number in range(2):
        code = f"99040{number}"
        make_place(code, f"样例戊{number}县")
        for year, text in ((2022, PLAN), (2023, ANSWER)):
            ingest(make_document(text.replace("样例县", f"样例戊{number}县"), year, code))
        five.append(code)
    places = Jurisdiction.objects.filter(code__in=five)
    Tally.objects.bulk_create(
        Tally(jurisdiction=place, year=year, reviewed_only=False, kept=7, broken=4, unreported=3)
        for place in places
        for year in range(1981, 2021)
    )
    # Of five nothing more can be chosen, so the neighbours of the first are not asked for.
    assert queries(*five) == two - 1
    assert two <= 7  # one of them asks what the page is kept by
    assert len(cells(parsed(compare(client, *five)))) == 43


def test_the_pages_of_governments_and_of_places_lead_here(client, counties):
    page = parsed(client.get(f"/en/g/{COUNTY}/2022/"))
    assert page.css_first(f'a[href="/en/compare/?g={COUNTY}&year=2022"]') is not None
    places = parsed(client.get("/en/places/", {"q": "样例"}))
    assert len(places.css("table.places tbody tr")) == 4
    assert len(places.css('table.places a[href^="/en/compare/?g="]')) == 3  # the province has no report
    assert parsed(client.get("/en/")).css_first('nav a[href="/en/compare/"]') is not None


@pytest.mark.parametrize(
    "query", ["g=%00", "g=" + "9" * 4400, "q=%00", "g=990101&year=%00", "g=٣٣٣٣٣٣", "g[]=1", "q=%25"]
)
def test_odd_addresses_are_no_fault(client, counties, query):
    for name, answers in (
        ("compare/", (200, 302)),
        ("compare.csv", (200, 302, 400)),
        ("compare_targets.csv", (200, 302, 400)),
    ):
        assert client.get(f"/en/{name}?{query}&g={COUNTY}").status_code in answers
