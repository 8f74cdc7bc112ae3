"""A report's page in a real browser: by mouse, by key, by finger, and without JavaScript."""

from __future__ import annotations

import pytest

from reports.models import Report
from tests.browser.test_accessibility import violations
from tests.characters import make_document
from tests.county import ANSWER, PLAN
from tests.pages import of
from tracker.ingest import ingest
from tracker.models import Commitment, Outcome

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: A thousandth of what counts as a page that moves (0.1): the answer's card may settle by a pixel on a busy machine.
LEAST_SEEN = 0.0001
#: What moved on the page although nobody scrolled.
SHIFTS = """() => new Promise((done) => {
  let moved = 0;
  new PerformanceObserver((list) => { for (const each of list.getEntries()) moved += each.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(moved), 120);
})"""


@pytest.fixture
def visit(visit, site):
    """A new visitor at the report of a year: ``visit(2022, width=320)`` opens it and hands the page back."""

    def open_(year=2022, query="", width=1280, language="en", **options):
        page = visit(width, **options)
        page.goto(f"{site}/{language}/r/{Report.objects.get(plan_year=year, superseded_by__isnull=True).pk}/{query}")
        if options.get("javascript", True):
            # The answers have come from the table, a page of its own.
            page.locator("#answer:not([aria-busy])").wait_for(state="attached")
        return page

    return open_


def places(page):
    """Where every paragraph stands."""
    return page.eval_on_selector_all(".passage", "all => all.map((each) => each.offsetTop)")


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", ("Kept", "Pledge", "7.9%", "7.9 ≥ 8.0 − 0.1")), ("zh-hans", ("已兑现", "承诺", "7.9%", "7.9 ≥ 8.0 − 0.1"))],
)
def test_the_mouse_shows_the_answer_and_nothing_moves(visit, language, said):
    page = visit(language=language)
    before = places(page)
    page.locator(f"#s{of('gdp').start}").hover()
    card = page.locator("#answer")
    card.wait_for(state="visible")
    assert all(words in card.inner_text() for words in said), card.inner_text()
    # It lies within the report's Chinese and is in the page's language, but for the report's words.
    assert card.get_attribute("lang") == page.locator("html").get_attribute("lang")
    assert card.locator(".subject [lang='zh-Hans']").count() == 1
    assert "is-shown" in page.locator(f"#s{of('gdp').start}").get_attribute("class")
    assert places(page) == before
    assert page.evaluate(SHIFTS) < LEAST_SEEN
    # It stands in the margin, and the pointer reaches it across whatever lies between.
    box, words = card.bounding_box(), page.locator(f"#s{of('gdp').start}").bounding_box()
    assert box["x"] > words["x"] + words["width"]
    card.hover()
    page.wait_for_timeout(500)
    assert card.is_visible()
    page.mouse.move(5, 5)
    card.wait_for(state="hidden")
    assert page.complaints == []


def test_the_keyboard_walks_through_the_statements(visit):
    page = visit()
    page.locator(f"#s{of('gdp').start}").focus()
    card = page.locator("#answer")
    assert "7.9%" in card.inner_text()
    assert page.evaluate("document.activeElement.getAttribute('aria-describedby')") == "answer-told"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == f"s{of('new_urban_jobs').start}"
    assert "2500" in card.inner_text()
    page.keyboard.press("Escape")
    assert card.is_hidden()
    assert page.evaluate("document.activeElement.id") == f"s{of('new_urban_jobs').start}"
    page.keyboard.press("Shift+Tab")
    assert "7.9%" in card.inner_text()
    # Enter goes into the answer, from there to the pledge; Escape goes back to the words.
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "answer"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "answer-close"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == f"/en/c/{of('gdp').pk}/"
    page.keyboard.press("Escape")
    assert card.is_hidden()
    assert page.evaluate("document.activeElement.id") == f"s{of('gdp').start}"
    assert page.evaluate(SHIFTS) < LEAST_SEEN
    assert page.complaints == []


@pytest.mark.parametrize("width", [320, 1280])
def test_a_finger_opens_the_answer_and_closes_it(visit, width):
    page = visit(2023, width=width, has_touch=True)
    before = places(page)
    outcome = of("gdp").verdict.outcome
    words = page.locator(f"#s{outcome.start}")
    words.tap()
    card = page.locator("#answer")
    assert page.url.endswith(f"/r/{outcome.report_id}/")
    assert "8%" in card.inner_text()
    assert places(page) == before
    box = card.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    said = words.bounding_box()
    if width == 320:
        assert box["y"] >= said["y"] + said["height"] or box["y"] + box["height"] <= said["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    card.locator(".answer-close").tap()
    assert card.is_hidden()
    words.tap()
    page.locator("h1").tap()
    assert card.is_hidden()
    assert page.complaints == []


def test_a_click_keeps_the_answer_and_a_second_one_elsewhere_lets_it_go(visit):
    page = visit()
    page.locator(f"#s{of('gdp').start}").click()
    page.mouse.move(5, 5)
    page.wait_for_timeout(500)
    assert page.locator("#answer").is_visible()
    page.locator("#answer a.subject").click()
    page.wait_for_url(f"**/en/c/{of('gdp').pk}/")


def test_a_permalink_leads_to_its_statement_and_shows_its_answer(visit):
    page = visit(query=f"#s{of('gdp').start}")
    assert page.locator(":target").inner_text().startswith("地区生产总值")
    ground = "getComputedStyle(document.querySelector(':target')).backgroundColor"
    plain = "getComputedStyle(document.querySelector('.said:not(:target)')).backgroundColor"
    assert page.evaluate(ground) != page.evaluate(plain)
    assert "7.9%" in page.locator("#answer").inner_text()
    assert page.locator("#answer .answer-link").get_attribute("href") == f"#s{of('gdp').start}"


def test_the_link_to_a_statement_can_be_copied(visit, site):
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    page.locator(f"#s{of('gdp').start}").click()
    page.get_by_role("button", name="Copy the link").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"{page.url}#s{of('gdp').start}"


def test_a_link_to_words_that_are_no_statement_goes_there(visit):
    at = PLAN.index("社会发展的主要")
    page = visit(query=f"?from={at}&to={at + 4}")
    assert page.locator("#cited").inner_text() == "社会发展"
    assert page.evaluate("document.querySelector('#cited').getBoundingClientRect().top") < 800


def test_words_that_are_selected_can_be_linked_to(visit):
    """Behind a statement, so that its mark, which is no word of the text, lies before them."""
    page = visit()
    page.evaluate(
        """() => {
          const lines = [...document.querySelectorAll(".report-text p")];
          const line = lines.find((each) => each.textContent.includes("新建农村公路"));
          const last = line.lastChild;
          document.getSelection().setBaseAndExtent(last, 0, last, 1);
        }"""
    )
    link = page.locator("#answer .answer-link")
    link.wait_for(state="visible")
    end = PLAN.rindex("。") + 1
    assert link.get_attribute("href") == f"?from={end - 1}&to={end}#cited"
    link.click()
    assert page.locator("#cited").inner_text() == "。"


@pytest.mark.parametrize("width", [320, 1280])
def test_without_javascript_a_statement_leads_to_its_pledge_or_its_row(visit, width):
    page = visit(width=width, javascript=False)
    page.locator(f"#s{of('gdp').start}").click()
    page.wait_for_url(f"**/en/c/{of('gdp').pk}/")
    page.go_back()
    alone = Outcome.objects.get(report__plan_year=2022)
    page.locator(f"#s{alone.start}").click()
    row = page.locator(f"#o{alone.pk}")
    assert row.is_visible()
    assert "No pledge on record" in row.inner_text()
    page.locator(".signs a", has_text="Kept").first.click()
    assert row.count() == 0
    page.get_by_role("link", name="The text of the report").click()
    assert page.locator("#answer").is_hidden()
    at = PLAN.index("社会发展的主要")
    page.goto(f"{page.url.partition('?')[0]}?from={at}&to={at + 4}")
    page.get_by_role("link", name="Go to these words").click()
    assert page.locator(":target").inner_text() == "社会发展"


@pytest.mark.parametrize("width", [320, 1280])
def test_each_figure_of_a_phrase_opens_its_own_answer(visit, site, width):
    ingest(make_document(PLAN + "新建小学30所、中学40所。", 2022))
    page = visit(2022, width=width, has_touch=True)
    for value, words in (("30", "小学"), ("40", "中学")):
        pledge = Commitment.objects.get(value=value, is_retired=False)
        link = page.locator(f'p [data-row="c{pledge.pk}"]')
        assert value in link.inner_text()
        link.tap()
        assert words in page.locator("#answer").inner_text()
        assert page.locator("#answer .answer-head").count() == 1
    # The address that both share names the phrase, and both answers are shown.
    page.goto(page.url.partition("#")[0] + f"#s{pledge.start}")
    page.locator("#answer").wait_for(state="visible")
    assert page.locator("#answer .answer-head").count() == 2


@pytest.mark.parametrize("width", [320, 1280])
def test_what_shares_its_words_is_told_together_and_every_link_can_be_touched(visit, site, width):
    ingest(make_document(ANSWER.replace("新建农村公路30公里。", "甲村、乙村获评示范村。"), 2023))
    page = visit(2023, width=width, has_touch=True)
    boxes = page.eval_on_selector_all(
        ".report-text p a[data-row]", "all => all.map((each) => [each.getBoundingClientRect().width, each.innerText])"
    )
    assert min(wide for wide, _words in boxes) > 8, boxes
    shared = page.locator(".report-text p [data-also]")
    assert shared.count() == 2
    for at in (0, 1):
        shared.nth(at).tap()
        assert page.locator("#answer .answer-head").count() == 2
        page.locator(".answer-close").tap()
    assert violations(page) == []


@pytest.mark.parametrize("javascript", [True, False])
def test_the_table_is_one_link_away_and_leads_back_into_the_text(visit, javascript):
    page = visit(width=320, javascript=javascript)
    text = page.url
    page.locator(".report-verdicts .reading-note").get_by_role("link", name="The statements as a table").click()
    page.wait_for_url("**/statements/")
    page.locator(f"#c{of('gdp').pk} .cell-said a").click()
    page.wait_for_url(f"**/r/*/#s{of('gdp').start}")
    if javascript:
        assert "7.9%" in page.locator("#answer dl").inner_text()
        # An address from when the table stood below the text.
        page.goto("about:blank")
        page.goto(f"{text}#c{of('gdp').pk}")
        page.wait_for_url("**/statements/#c*")


def test_where_the_answers_do_not_come_a_statement_is_a_link(visit, site):
    """As on a train: what was loaded is there, what is asked for is not."""
    page = visit()
    page.route("**/statements/", lambda route: route.abort())
    page.reload()
    page.locator("#answer:not([aria-busy])").wait_for(state="attached")
    words = page.locator(f"#s{of('gdp').start}")
    words.hover()
    page.wait_for_timeout(400)
    assert page.locator("#answer").is_hidden()
    words.click()
    page.wait_for_url(f"**/en/c/{of('gdp').pk}/")


def test_who_is_faster_than_the_answers_sees_that_they_come(visit, site):
    page = visit()
    held = []
    page.route("**/statements/", lambda route: held.append(route))
    page.reload()
    page.locator(f"#s{of('gdp').start}").click()
    assert "Loading…" in page.locator("#answer").inner_text()
    page.wait_for_function("() => document.querySelector('#answer').hasAttribute('aria-busy')")
    held.pop().continue_()
    page.locator("#answer dl").wait_for()
    assert "7.9%" in page.locator("#answer").inner_text()
    assert held == []
    assert page.complaints == []


@pytest.mark.parametrize("width", [320, 1280])
def test_the_legend_tells_of_marks_that_are_there(visit, width):
    page = visit(2022, width=width)
    alone = page.locator(".report-text .said-unpromised .mark").first
    assert alone.is_visible() == (width == 1280)
    assert page.locator(".if-wide .mark").is_visible() == (width == 1280)
    assert page.locator(".if-narrow").is_visible() == (width == 320)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_table_of_contents_leads_to_the_headings(visit, width):
    page = visit(width=width, javascript=False)
    page.locator(".contents summary").click()
    link = page.locator(".contents li a").last
    link.click()
    head = page.locator(":target")
    assert head.inner_text() == link.inner_text() == "二、2022年工作安排"
    # The map at the top of a narrow screen does not lie over it.
    assert head.bounding_box()["y"] >= (page.locator(".minimap").bounding_box()["height"] if width == 320 else 0)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_map_leads_to_the_statements(visit, width):
    page = visit(2023, width=width)
    box = page.locator(".minimap").bounding_box()
    assert (box["height"] <= 56) if width == 320 else (box["width"] <= 48)
    # Where the lanes lie they have their names beside them.
    assert [name.is_visible() for name in page.locator(".lane-name").all()] == [width == 320] * 3
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # Anywhere on it: what is nearest is meant.
    page.locator(".minimap").click(position={"x": box["width"] - 4, "y": box["height"] - 4})
    assert page.locator(":target.said").count() == 1


def test_on_paper_marks_and_lines_are_there_and_the_map_is_not(visit):
    page = visit()
    page.emulate_media(media="print")
    assert page.locator(".minimap").is_hidden()
    words = page.locator(f"#s{of('gdp').start}")
    assert words.locator(".mark").first.is_visible()
    assert words.evaluate("(node) => getComputedStyle(node).borderBottomStyle") == "solid"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_an_open_answer(visit, language, width):
    page = visit(2023, width=width, language=language)
    page.locator(f"#s{of('gdp').verdict.outcome.start}").click()
    page.locator("#answer").wait_for(state="visible")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
