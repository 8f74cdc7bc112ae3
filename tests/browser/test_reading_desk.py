"""The reading desk in a browser: a report reviewed by keyboard alone, every act and its taking back, two people."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from reports.models import Report
from tests.admin.conftest import DECIDES, SEES, hire
from tests.browser.reading import TEXT, current, open_desk, press, rows, said, saved, select, sign_in
from tests.characters import make_document
from tests.county import make_county
from tracker.ingest import ingest
from tracker.models import Act, Commitment, Outcome

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def report(transactional_db, settings, tmp_path) -> Report:
    settings.MEDIA_ROOT = tmp_path
    make_county()
    return ingest(make_document(TEXT, 2024)).report


@pytest.fixture
def person(transactional_db):
    return hire("zhang", *SEES, *DECIDES)


@pytest.fixture
def desk(live_server, page, report, person):
    """The desk of the report, somebody who decides sitting at it."""
    sign_in(page, live_server, person)
    return open_desk(page, live_server, report)


def test_a_whole_report_is_reviewed_by_keyboard_alone(desk, report):
    count = len(rows(report))
    assert count >= 55
    assert desk.locator("#reading-count").inner_text() == f"0 / {count}"
    # Reject the second, correct the third, and accept every other by its key.
    press(desk, "a", "x", "e")
    assert desk.evaluate("document.activeElement.name") == "subject"
    desk.keyboard.type("样例小学")
    press(desk, "Enter")
    saved(desk)
    for _ in range(count - 3):
        press(desk, "a")
    saved(desk)
    assert desk.locator("#reading-count").inner_text() == f"{count} / {count}"
    states = [row.review_state for row in rows(report)]
    assert states == ["accepted", "rejected", *["accepted"] * (count - 2)]
    assert rows(report)[2].subject == "样例小学"
    press(desk, "n")
    assert "没有待复核" in said(desk)
    # One after another all is taken back.
    for _ in range(count):
        press(desk, "z")
    saved(desk)
    assert {row.review_state for row in rows(report)} == {"proposed"}
    assert rows(report)[2].subject != "样例小学"
    assert desk.locator("#reading-count").inner_text() == f"0 / {count}"
    assert desk.complaints == []


def test_a_statement_is_added_by_selecting_its_words_and_taken_back(desk, report):
    words = "𠀀字碑亭另立五方"
    select(desk, words)
    press(desk, "+")
    desk.locator("#reading-form[data-mode=add]").wait_for()
    desk.locator("[name=subject]").fill("字碑亭")
    desk.locator("[name=measure]").select_option("done")
    desk.locator("[name=value]").fill("")
    desk.locator("[name=unit]").fill("")
    desk.locator("[name=kind]").select_option("pledge")
    press(desk, "Enter")
    saved(desk)
    added = Commitment.objects.get(subject="字碑亭")
    assert (added.quote, added.origin, added.review_state) == (words, "person", "accepted")
    assert current(desk) == f"c{added.pk}"
    press(desk, "z")
    saved(desk)
    added.refresh_from_db()
    assert added.is_retired
    assert desk.locator(f"#c{added.pk}").count() == 0
    press(desk, "Shift+Z")
    saved(desk)
    added.refresh_from_db()
    assert not added.is_retired
    assert desk.complaints == []


def test_words_are_selected_and_set_by_keyboard_alone(desk, report):
    first = rows(report)[0]
    press(desk, "w")
    for _ in range(2):
        press(desk, "Shift+ArrowLeft")
    press(desk, "o", "Shift+ArrowLeft", "b")
    saved(desk)
    moved = rows(report)[0]
    assert (moved.start, moved.end) == (first.start - 1, first.end - 2) or (moved.number_start is None)
    assert TEXT[moved.start : moved.end] == moved.quote
    press(desk, "z")
    saved(desk)
    assert rows(report)[0].quote == first.quote
    assert desk.complaints == []


def test_the_figure_is_set_from_the_selection(desk, report):
    wanted = Outcome.objects.get(report=report, quote__contains="增长7%")
    press(desk, "Escape")
    desk.locator(f"#reading-list li[data-key=o{wanted.pk}] button").click()
    select(desk, "7%，城镇新增就业2500")
    press(desk, "v")
    saved(desk)
    wanted.refresh_from_db()
    assert TEXT[wanted.number_start : wanted.number_end] == "7%，城镇新增就业2500"
    assert desk.complaints == []


def test_a_statement_is_split_and_the_split_taken_back(desk, report):
    first = rows(report)[0]
    press(desk, "s")
    desk.locator("#reading-form[data-mode=split]").wait_for()
    desk.locator("[name=subject]").fill("工业增加值")
    desk.locator("[name=indicator]").fill("")
    press(desk, "Enter")
    saved(desk)
    part = Outcome.objects.get(subject="工业增加值")
    assert (part.start, part.value, part.measure) == (first.start, first.value, first.measure)
    assert current(desk) == f"o{part.pk}"
    press(desk, "z")
    saved(desk)
    part.refresh_from_db()
    assert part.is_retired
    assert desk.complaints == []


def test_two_statements_are_merged_and_the_merging_taken_back(desk, report):
    first, second = rows(report)[:2]
    press(desk, "m")
    saved(desk)
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.quote == TEXT[first.start : second.end]
    assert second.review_state == "rejected"
    press(desk, "z")
    saved(desk)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.end, second.review_state) == (first.start + len(first.quote), "proposed")
    # With a mark, those marked are merged instead of the next.
    third = rows(report)[2]
    press(desk, "j", "j", "Space", "k", "k", "m")
    saved(desk)
    third.refresh_from_db()
    assert third.review_state == "rejected"
    assert desk.complaints == []


def test_all_sure_ones_are_accepted_at_once_and_taken_back_at_once(desk, report):
    press(desk, "A")
    desk.locator("#reading-bulk[open]").wait_for()
    desk.locator("#reading-threshold").fill("0.5")
    sure = int("".join(filter(str.isdigit, desk.locator("#reading-sure").inner_text())))
    press(desk, "Enter")
    saved(desk)
    assert sum(row.review_state == "accepted" for row in rows(report)) == sure > 50
    assert Act.objects.count() == 1
    press(desk, "z")
    saved(desk)
    assert {row.review_state for row in rows(report)} == {"proposed"}
    assert desk.complaints == []


def test_the_second_of_two_people_is_told_in_words(desk, report, live_server, browser):
    other = browser.new_context(locale="zh-CN").new_page()
    sign_in(other, live_server, hire("li", *SEES, *DECIDES))
    open_desk(other, live_server, report)
    press(desk, "x")
    saved(desk)
    first = rows(report)[0]
    press(other, "e")
    other.locator("[name=value]").fill("9")
    press(other, "Enter")
    saved(other)
    assert "别人" in said(other) or "他人" in said(other) or "有人" in said(other)
    first.refresh_from_db()
    assert (first.review_state, first.value) == ("rejected", "7")
    assert other.locator("#reading-list [aria-current]").evaluate("b => b.closest('li').dataset.state") == "rejected"
    # What was typed is still there, and an accept after looking is the second person's own decision.
    assert other.locator("[name=value]").input_value() == "9"
    press(other, "Escape")
    press(other, "a")
    saved(other)
    first.refresh_from_db()
    assert (first.review_state, first.decided_by.username) == ("accepted", "li")
    # The first one's taking back meets what the second did.
    press(desk, "z")
    saved(desk)
    first.refresh_from_db()
    assert first.review_state == "accepted"
    assert said(desk)
    other.context.close()


def test_acts_wait_for_the_network_and_are_sent_when_it_is_back(desk, report):
    desk.context.set_offline(True)
    press(desk, "a", "a")
    desk.locator("#reading-status[data-how=offline]").wait_for()
    assert "2" in desk.locator("#reading-status").inner_text()
    assert desk.evaluate("!dispatchEvent(new Event('beforeunload', {cancelable: true}))")
    desk.context.set_offline(False)
    saved(desk)
    assert [row.review_state for row in rows(report)[:3]] == ["accepted", "accepted", "proposed"]
    assert desk.evaluate("dispatchEvent(new Event('beforeunload', {cancelable: true}))")


def test_the_place_is_kept_and_an_address_leads_to_its_statement(desk, report, live_server):
    press(desk, "j", "j", "j", "f")
    here = current(desk)
    desk.wait_for_timeout(400)
    open_desk(desk, live_server, report)
    assert current(desk) == here
    last = rows(report)[-1]
    open_desk(desk, live_server, report, after=f"?at=c{last.pk}#c{last.pk}")
    assert current(desk) == f"c{last.pk}"
    assert desk.locator(f"#c{last.pk}").evaluate(
        """note => {
            const [box, at] = [document.getElementById("reading-text"), note].map((one) => one.getBoundingClientRect());
            return at.top > box.top && at.bottom < box.bottom;
        }"""
    )
    assert desk.complaints == []


def test_nothing_typed_in_a_field_is_a_command(desk, report):
    press(desk, "e")
    desk.keyboard.type("axzAmj?")
    press(desk, "Escape")
    press(desk, "/")
    desk.keyboard.type("axn")
    press(desk, "Escape")
    assert not Act.objects.exists()
    assert desk.locator("dialog[open]").count() == 0


def test_search_finds_words_and_selects_them(desk):
    press(desk, "/")
    desk.keyboard.type("桥梁")
    press(desk, "Enter")
    assert desk.locator("#reading-found").inner_text().count("4") == 1
    press(desk, "Escape")
    assert desk.evaluate("getSelection().toString()") == "桥梁"


def test_who_may_only_look_sees_all_and_changes_nothing(page, live_server, report):
    sign_in(page, live_server, hire("guest", *SEES))
    open_desk(page, live_server, report)
    assert page.locator("#reading-list li").count() >= 55
    press(page, "j", "a", "x", "m", "z")
    page.wait_for_timeout(300)
    assert not Act.objects.exists()
    assert page.locator("#reading-submit").count() == 0
    assert page.locator("[name=subject]").is_disabled()
    assert page.complaints == [] or all("40" in said for said in page.complaints)


def test_a_selection_stays_behind_with_its_statement(desk, report):
    press(desk, "w", "Escape")
    assert desk.evaluate("getSelection().toString()") == ""
    press(desk, "w", "w", "n", "s")
    second = rows(report)[1]
    assert desk.locator("#reading-quote").inner_text() == second.quote
    # Nothing but saving or leaving is on offer while a statement is split, by button or by key.
    assert "Esc" in desk.locator("#reading-about").inner_text()
    desk.locator("#reading-text").click(position={"x": 2, "y": 2})
    press(desk, "x", "m", "z")
    assert desk.locator("#reading-form [data-act]:enabled").count() == 0
    press(desk, "Escape")
    assert desk.locator("#reading-form[data-mode=row]").count() == 1
    assert not Act.objects.exists()


def test_what_is_taken_back_is_left_for_what_stands_in_its_place(desk, report):
    desk.locator("[data-filter=unread]").click()
    figure = desk.locator("#reading-list li:visible[data-key^=u]").first.get_attribute("data-key")
    desk.locator(f"#reading-list li[data-key={figure}] button").click()
    assert desk.locator("#reading-submit").inner_text() == "新增"
    assert "搁置" in desk.locator("#reading-form [data-act=reject]").inner_text()
    desk.locator("#reading-submit").click()
    desk.locator("#reading-form[data-mode=add]").wait_for()
    desk.locator("[name=subject]").fill("村里")
    press(desk, "Enter")
    saved(desk)
    assert current(desk)[0] in "co"
    press(desk, "z")
    saved(desk)
    assert current(desk) == figure
    assert desk.locator("#reading-form[data-mode=unread]").count() == 1


def test_nothing_jumps_and_what_is_looked_at_is_in_sight(desk, report):
    before = desk.locator("#reading-text").bounding_box()["y"]
    desk.context.set_offline(True)
    press(desk, "a")
    desk.locator("#reading-status[data-how=offline]").wait_for()
    assert desk.locator("#reading-text").bounding_box()["y"] == before
    desk.context.set_offline(False)
    saved(desk)
    desk.set_viewport_size({"width": 320, "height": 700})
    desk.evaluate("scrollTo(0, 0)")
    press(desk, "j")
    assert -1 <= desk.locator("#reading-form-title").bounding_box()["y"] < 350
    press(desk, "A")
    desk.locator("#reading-threshold").fill("0")
    assert desk.locator("#reading-bulk-do").is_disabled()
    assert "0.5" in desk.locator("#reading-sure").inner_text()


@pytest.mark.parametrize(("system", "chosen"), [("light", "dark"), ("dark", "light")])
def test_colours_follow_the_theme_that_was_chosen(page, live_server, report, person, system, chosen):
    page.emulate_media(color_scheme=system)
    page.add_init_script(f"localStorage.setItem('theme', '{chosen}')")
    sign_in(page, live_server, person)
    open_desk(page, live_server, report)
    press(page, "a", "x")
    saved(page)
    found = Axe().run(page, options={"runOnly": {"type": "rule", "values": ["color-contrast"]}})
    assert found.violations_count == 0, found.generate_report()


def test_every_offset_of_a_selection_is_that_of_the_server(desk, report):
    """Selections that begin and end everywhere around characters beyond the first plane map to code points."""
    words = "𠮷村的𠀀字碑亭"
    signs = list(words)
    start = TEXT.index(words)
    for first in range(len(signs)):
        for last in range(first + 1, len(signs) + 1):
            select(desk, "".join(signs[first:last]), words)
            with desk.expect_request("**/propose/**") as asked:
                press(desk, "+")
            desk.locator("#reading-form[data-mode=add]").wait_for()
            assert f"start={start + first}&end={start + last}" in asked.value.url
            press(desk, "Escape")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_wrong_with_the_page_for_those_who_do_not_see_it(page, live_server, report, person, language, width):
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, live_server, person)
    open_desk(page, live_server, report, language)
    press(page, "a", "x")
    saved(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    press(page, "?")
    page.locator("#desk-keys[open]").wait_for()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    press(page, "Escape")
    assert page.locator("dialog[open]").count() == 0
    assert page.complaints == []
