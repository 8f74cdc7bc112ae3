"""Every figure of the front page is the count in the CSV that a reader downloads from the same page."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from reports.models import Jurisdiction
from reports.words import ReportKind, ReviewState, Verdict
from tests.characters import COUNTY, make_document, make_place
from tests.county import ANSWER, ANSWER_OF_LIST, PLAN, PLAN_WITH_LIST, PROVINCE, ingest_many
from tests.pages import LANGUAGES
from tests.test_exports import text_of
from tracker import tallies
from tracker.ingest import ingest
from tracker.models import Commitment, Outcome
from tracker.scoreboard import IN_BARS, Interval, wilson
from tracker.site import front
from tracker.templatetags.duixian import percent, span_of

#: A county of a province that has a tile, and the city it lies in.
TILED, CITY = "130999", "130900"
#: The columns of scoreboard.csv before and behind the verdicts.
RANK, CODE, NAME, VERDICTS = 0, 1, 2, 3
KEPT_RATE, LOW, HIGH, ANSWER_RATE, REVIEWED, BY_LIST, WITHOUT_LISTS = (VERDICTS + len(Verdict) + n for n in range(7))
#: Where years.csv has the last two of them: Due, Answered and both rates stand between.
YEARS_BY_LIST = VERDICTS + len(Verdict) + 4
FILTERS = [
    "", "level=county", "level=province", "level=nation", "year=2022", "year=2023", f"province={PROVINCE}",
    "province=130000", "province=110000", "confirmed=1", "confirmed=1&year=2022&level=county",
    f"level=county&year=2022&province={PROVINCE}", "year=2023&province=130000", "order=kept",
    "order=answered&year=2022",
]  # fmt: skip


@pytest.fixture(params=["all", "reviewed"])
def governments(request, county, settings, reviewer):
    """Four counties and a province; what is shown is everything, or what a person has accepted."""
    ingest_many(2)
    make_place("130000", "样例北省", "province")
    make_place(TILED, "样例北县")
    projects = "".join(f"新建第{n}小学{n}所。" for n in range(2, 9))
    # The county of the tile also promises a list of practical matters, of which one sentence says that it was done.
    listed = PLAN_WITH_LIST.replace("三、全力", f"{projects}\n三、全力")
    plans = ((TILED, "样例北县", listed, ANSWER_OF_LIST), (PROVINCE, "样例省", PLAN + projects, ANSWER))
    for code, name, plan, answer in plans:
        for year, text in ((2022, plan), (2023, answer)):
            ingest(make_document(text.replace("样例县", name), year, code))
    communique = "样例县2022年国民经济和社会发展统计公报\n一、综合\n初步核算，全年地区生产总值增长7.9%。\n"
    ingest(replace(make_document(communique, 2023), kind=ReportKind.COMMUNIQUE))
    settings.DUIXIAN_SHOW_UNREVIEWED = request.param == "all"
    # Five of six pledges of the counties are accepted, so that both scores differ, the first among them: the communiqué
    # confirms it.
    decided = {"review_state": ReviewState.ACCEPTED.value, "decided_by": reviewer, "decided_at": timezone.now()}
    pledges = Commitment.objects.exclude(jurisdiction__code=PROVINCE)
    keys = pledges.order_by("pk").values_list("pk", flat=True)
    Commitment.objects.filter(pk__in=[pk for number, pk in enumerate(keys) if number % 6 != 3]).update(**decided)
    Outcome.objects.update(**decided)
    tallies.refresh(Jurisdiction.objects.values_list("pk", flat=True))
    return request.param


def cells_of(client, address):
    return list(csv.reader(io.StringIO(text_of(client.get(address)))))[1:]


def page_of(client, query="", language="en"):
    return LexborHTMLParser(client.get(f"/{language}/?{query}").content)


def downloads(client, page):
    """The rows of both files that the page offers, under the addresses it has for them."""
    found = {node.attributes["href"].partition("?")[0].split("/")[-1]: node for node in page.css(".filters a")}
    return [cells_of(client, found[name].attributes["href"]) for name in ("scoreboard.csv", "years.csv")]


def counted(row, start=VERDICTS):
    """How many pledges of a row carry each verdict."""
    return Counter({verdict: int(row[start + place]) for place, verdict in enumerate(Verdict)})


def added(rows, start=VERDICTS):
    total = Counter(dict.fromkeys(Verdict, 0))
    for row in rows:
        total.update(counted(row, start))
    return total


def due(counts):
    return sum(counts[verdict] for verdict in IN_BARS)


def answered(counts):
    return sum(counts[verdict] for verdict in (Verdict.KEPT, Verdict.IN_PART, Verdict.BROKEN))


def share(part, whole):
    return percent(Decimal(part) / whole) if whole else percent(None)


def by_lists(counts, listed):
    """Both cells of a row of which so many are kept by a list: their number, and the rate without them."""
    left = answered(counts) - listed
    return str(listed), f"{Decimal(counts[Verdict.KEPT] - listed) / left:.4f}" if left else ""


def span(counts):
    return span_of(wilson(counts[Verdict.KEPT], answered(counts)))


def whole(text):
    return int(re.sub(r"\D", "", text))


def bar_of(node, language="en"):
    """The counts that a bar tells to a screen reader; empty where nothing was due."""
    bar = node.css_first("svg.bar[role=img]")
    if bar is None:
        return {}
    told = dict(part.rsplit(" ", 1) for part in re.split(", |、", bar.attributes["aria-label"]))
    return {verdict: int(told[name]) for verdict in IN_BARS if (name := verdict.name_in(language)) in told}


def drawn(counts):
    return {verdict: counts[verdict] for verdict in IN_BARS if counts[verdict]}


def pages_of_the_table(client, query, language):
    """All rows of the table, page after page."""
    page = page_of(client, query, language)
    while True:
        yield from page.css("table.governments tbody tr")
        following = page.css_first(".pager a[rel=next]")
        if following is None:
            return
        page = LexborHTMLParser(client.get(f"/{language}/{following.attributes['href']}").content)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cell_of_the_table(client, governments, monkeypatch, language):
    monkeypatch.setattr(front, "GOVERNMENTS_A_PAGE", 2)
    for query in FILTERS:
        says_what_the_file_says(client, query, language)


def says_what_the_file_says(client, query, language):
    file, _years = downloads(client, page_of(client, query, language))
    shown = list(pages_of_the_table(client, query, language))
    assert len(shown) == len(file)
    for row, cells in zip(shown, file, strict=True):
        counts = counted(cells)
        rank, bar, n_due, rate, answers = row.css("td")
        head = row.css_first("th a")
        assert head.attributes["href"].split("/")[-2] == cells[CODE]
        assert head.text() == cells[NAME]
        assert rank.text().strip() == (cells[RANK] or "–")
        assert bar_of(bar, language) == drawn(counts)
        assert whole(n_due.text()) == due(counts)
        kept, low_high = (rate.css_first(name) for name in ("b", ".quiet"))
        assert (kept.text() if kept else "–") == (percent(Decimal(cells[KEPT_RATE])) if cells[KEPT_RATE] else "–")
        ends = Interval(Decimal(cells[LOW]), Decimal(cells[HIGH])) if cells[LOW] else None
        assert (low_high.text() if low_high else "") == span_of(ends)
        printed = percent(Decimal(cells[ANSWER_RATE])) if cells[ANSWER_RATE] else "–"
        assert answers.text().split()[-1] == printed
        assert (cells[BY_LIST], cells[WITHOUT_LISTS]) == by_lists(counts, int(cells[BY_LIST]))
        marked = rate.css_first(".by-list")
        assert (marked is not None) == (cells[BY_LIST] != "0")
        if marked:
            assert_tells(marked.css_first("[aria-hidden]").text(), cells)
            assert_tells(marked.css_first(".sr").text(), cells)


def assert_tells(words, cells):
    """The words hold the number of pledges kept by a list, and the rate without them, both as the file has them."""
    assert re.findall(r"\d+%?", words) == [cells[BY_LIST], percent(Decimal(cells[WITHOUT_LISTS]))]


def test_the_opening_of_the_page(client, governments):
    for query in FILTERS:
        opens_with_what_the_file_says(client, query)


def opens_with_what_the_file_says(client, query):
    page = page_of(client, query)
    file, _years = downloads(client, page)
    total = added(file)
    sentence = page.css_first("h1").text()
    if not file:
        assert not re.search(r"\d", sentence)
        assert not page.css(".tally")
        return
    printed = {node.attributes["class"].removeprefix("tally-"): node for node in page.css(".opening .tally li")}
    if due(total):
        assert bar_of(page.css_first(".opening")) == drawn(total)
        for verdict in IN_BARS:
            node = printed[verdict.value]
            assert whole(node.css_first(".tally-count").text()) == total[verdict]
            assert node.css_first(".tally-share").text() == share(total[verdict], due(total))
    if "confirmed=1" in query:
        assert [int(number) for number in re.findall(r"\d+", sentence)] == [answered(total), total[Verdict.KEPT]]
        return
    made = re.match(r"(\d+) governments? made (\d+) pledges?\.", sentence)
    assert (int(made[1]), int(made[2])) == (len(file), total.total())
    if not due(total):
        assert "None can be judged yet" in sentence
        return
    judged = re.search(r"Of the (\d+) that .*, (\S+) were kept; for (\S+) no answer", sentence)
    assert int(judged[1]) == due(total)
    assert judged[2] == share(total[Verdict.KEPT], due(total))
    assert judged[3] == share(total[Verdict.UNREPORTED], due(total))
    note = re.search(
        r"answered, (\S+) were kept \(95 % interval (\S+)\).*answered for (\S+) of",
        page.css_first(".reading-note").text(),
        re.DOTALL,
    )
    assert note.groups() == (
        share(total[Verdict.KEPT], answered(total)),
        span(total),
        share(answered(total), due(total)),
    )
    listed = sum(int(row[BY_LIST]) for row in file)
    told = re.search(r"(\d+) of the kept pledges .* rate is (\S+)\.", page.css_first(".reading-note").text())
    assert (told.groups() if told else ("0", "")) == (
        str(listed),
        share(total[Verdict.KEPT] - listed, answered(total) - listed) if listed else "",
    )
    assert (page.css_first(".by-list-note") is not None) == (listed > 0)


def test_how_much_a_person_has_reviewed(client, governments):
    for query in FILTERS:
        page = page_of(client, query)
        file, _years = downloads(client, page)
        reviewed, total = sum(int(row[REVIEWED]) for row in file), added(file).total()
        notice = page.css_first(".notice")
        if governments == "reviewed" or reviewed == total:
            assert reviewed == total
            assert notice is None
        elif not reviewed:
            assert "no person has reviewed" in notice.text()
        else:
            assert f"a person has reviewed {reviewed} of these {total} pledges" in notice.text()


def test_the_tiles(client, governments):
    for query in FILTERS:
        page = page_of(client, query)
        file, _years = downloads(client, page)
        shown = {
            node.css_first("a").attributes["href"][10:16]: node for node in page.css(".tile") if node.css_first("a")
        }
        tiled = added(row for row in file if row[CODE].startswith("13"))
        assert set(shown) == ({"130000"} if tiled.total() else set())
        for node in shown.values():
            rate = node.css_first(".tile-rate")
            enough = due(tiled) >= 10 and answered(tiled)
            listed = sum(int(row[BY_LIST]) for row in file if row[CODE].startswith("13"))
            mark = "*" if listed else ""
            told = f"{share(tiled[Verdict.KEPT], answered(tiled))}{mark}"
            assert (rate.text() if rate else None) == (told if enough else None)
            assert ("of the kept pledges" in node.text()) == bool(enough and listed)
            assert bar_of(node) == (drawn(tiled) if enough else {})


def test_the_largest_silences(client, governments):
    for query in [query for query in FILTERS if "confirmed" not in query]:
        page = page_of(client, query)
        _file, years = downloads(client, page)
        silent = {(row[0], row[2]): (counted(row)[Verdict.UNREPORTED], due(counted(row))) for row in years}
        shown = page.css("section[aria-labelledby=silences] li")
        assert len(shown) == min(front.LIST_LENGTH, sum(count > 0 for count, _due in silent.values()))
        for node in shown:
            code, year = node.css_first("a").attributes["href"].partition("#")[0].strip("/").split("/")[-2:]
            told = re.search(r"no answer found to (\d+) of (\d+) due", node.text())
            assert (int(told[1]), int(told[2])) == silent.pop((code, year))
        least = min((whole(node.css_first(".short-list-note").text().split(" of ")[0]) for node in shown), default=0)
        assert all(count <= least for count, _due in silent.values())


def test_the_years_and_the_pledges_add_up_to_the_table(client, governments):
    for query in FILTERS:
        file, years = downloads(client, page_of(client, query))
        pledges = list(csv.DictReader(io.StringIO(text_of(client.get(f"/en/pledges.csv?{query}")))))
        for row in file:
            of_it = [line for line in years if line[0] == row[CODE]]
            assert added(of_it) == counted(row)
            assert sum(int(line[YEARS_BY_LIST]) for line in of_it) == int(row[BY_LIST])
            for line in of_it:
                assert tuple(line[YEARS_BY_LIST:]) == by_lists(counted(line), int(line[YEARS_BY_LIST]))
            verdicts = Counter(line["Verdict code"] for line in pledges if line["Code"] == row[CODE])
            assert {verdict.value: count for verdict, count in counted(row).items() if count} == verdicts
            listed = [line for line in pledges if line["Comparison"] == "said of the whole list"]
            assert {line["Verdict code"] for line in listed} <= {Verdict.KEPT.value}
            assert sum(line["Code"] == row[CODE] for line in listed) == int(row[BY_LIST])
            people = sum(line["Reviewed by a person"] == "yes" for line in pledges if line["Code"] == row[CODE])
            assert people == int(row[REVIEWED])
        assert {line["Code"] for line in pledges} == {row[CODE] for row in file} == {line[0] for line in years}


def test_the_filters_are_told_apart(client, governments):
    """The comparison above would say nothing if every filter left the same rows, or nothing were kept by a list."""
    files = {query: tuple(map(tuple, cells_of(client, f"/en/scoreboard.csv?{query}"))) for query in FILTERS}
    assert len(set(files.values())) >= len(FILTERS) - 4
    assert COUNTY in {row[CODE] for row in files["confirmed=1"]}
    assert files["level=nation"] == ()
    assert any(int(row[BY_LIST]) for row in files[""])
