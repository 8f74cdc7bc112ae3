"""What readers ask to have corrected: what is kept of it and what is not, how often, and what staff do with it."""

from __future__ import annotations

import re
import time

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation
from selectolax.lexbor import LexborHTMLParser

from reports.words import ReviewState
from tests.admin.conftest import hire, hire_as
from tests.pages import LANGUAGES, of, text_of
from tracker import correcting, register
from tracker.models import Change, CorrectionRequest
from tracker.readers import throttling
from tracker.readers.throttling import Limit

State = CorrectionRequest.State
SENT = {"about": "figure", "words": "原文是7.8%。", "source": "", "email": "", "homepage": ""}


@pytest.fixture(autouse=True)
def nothing_sent_yet(settings):
    """Every test counts anew; the keys of its own are gone with their span of time."""
    settings.CACHES = {"default": settings.CACHES["default"] | {"KEY_PREFIX": f"requests-{time.time_ns()}"}}


@pytest.fixture
def gdp(county):
    return of("gdp")


@pytest.fixture
def form(gdp):
    return f"/en/c/{gdp.pk}/correct/"


@pytest.fixture
def person(db):
    return hire_as("reviewer", "who-decides")


@pytest.fixture
def sent(gdp):
    """A request with an e-mail, as it is kept."""
    return correcting.receive(
        correcting.Sent("verdict", "7.9不足8。", "https://example.cn/a", "li@example.cn", "zh-hans"), gdp.report, gdp
    )


def kept():
    return list(CorrectionRequest.objects.order_by("pk"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_works(client, gdp, language):
    with translation.override(language):
        page = client.get(reverse("site:commitment", args=[gdp.pk]))
        address = reverse("readers:correct_commitment", args=[gdp.pk])
        assert LexborHTMLParser(page.content).css_first(f'a[href="{address}"]') is not None
        assert gdp.quote in text_of(client.get(address))
        answer = client.post(address, SENT | {"source": "www.example.cn/a.html", "email": "li@example.cn"})
        assert (answer.status_code, answer["Location"]) == (302, f"{address}thanks/")
        assert "what happens next" in text_of(client.get(answer["Location"])).lower() or language != "en"
    (row,) = kept()
    assert (row.commitment, row.report, row.quote) == (gdp, gdp.report, gdp.quote)
    assert (row.about, row.words, row.language) == ("figure", "原文是7.8%。", language)
    assert (row.source, row.email, row.state) == ("https://www.example.cn/a.html", "li@example.cn", State.OPEN)


def test_a_report_as_a_whole_can_be_wrong_too(client, gdp):
    address = f"/en/r/{gdp.report_id}/correct/"
    assert address in client.get(f"/en/r/{gdp.report_id}/").content.decode()
    assert client.post(address, SENT)["Location"] == f"{address}thanks/"
    assert text_of(client.get(f"{address}thanks/")).count("Sample County") == 1
    (row,) = kept()
    assert (row.commitment, row.report_id, row.quote) == (None, gdp.report_id, "")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"about": ""}, "about"),
        ({"about": "weather"}, "about"),
        ({"words": "  \n"}, "words"),
        ({"words": "字" * 1001}, "words"),
        ({"words": "a\0b"}, "words"),
        ({"source": "javascript:alert(1)"}, "source"),
        ({"source": "ftp://example.cn/a"}, "source"),
        ({"source": "not an address"}, "source"),
        ({"source": "https://example.cn/" + "a" * 500}, "source"),
        ({"email": "nobody"}, "email"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(client, form, wrong, field):
    answer = client.post(form, SENT | {"words": "原文另有说法"} | wrong)
    page = LexborHTMLParser(answer.content)
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == [field]
    assert page.css_first("title").text().startswith("Not sent")
    (link,) = page.css("[role=alert] a")
    assert page.css_first(link.attributes["href"]) is not None
    if field != "about":
        shown = page.css_first(f"#id_{field}")
        assert shown.attributes["aria-invalid"] == "true"
        assert f"id_{field}_error" in shown.attributes["aria-describedby"].split()
        assert page.css_first(f"#id_{field}_error") is not None
    if field != "words":
        assert page.css_first("#id_words").text().strip() == "原文另有说法"
    assert kept() == []


def test_a_line_break_counts_as_one_character(client, form):
    assert client.post(form, SENT | {"words": "字\r\n" * 499 + "字"}).status_code == 302
    assert kept()[0].words == "字\n" * 499 + "字"


def test_a_program_that_fills_in_every_field_is_thanked_and_not_heard(client, form):
    assert client.post(form, SENT | {"homepage": "https://spam.example"}).status_code == 302
    assert kept() == []


def test_the_form_needs_its_token_and_is_not_packed_with_it(form):
    client = Client(enforce_csrf_checks=True)
    page = client.get(form, headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in page.headers
    assert "no-store" in page.headers["Cache-Control"]
    refused = client.post(form, SENT)
    assert refused.status_code == 403
    assert "Nothing was sent" in text_of(refused)
    token = LexborHTMLParser(page.content).css_first("input[name=csrfmiddlewaretoken]").attributes["value"]
    assert client.post(form, SENT | {"csrfmiddlewaretoken": token}).status_code == 302
    assert len(kept()) == 1


def test_what_is_not_shown_cannot_be_corrected(client, gdp, settings):
    settings.DUIXIAN_SHOW_UNREVIEWED = False
    for address in (f"/en/c/{gdp.pk}/correct/", f"/en/c/{gdp.pk}/correct/thanks/", "/en/r/999999/correct/"):
        assert client.get(address).status_code == 404
        assert client.post(address, SENT).status_code in (404, 405)
    assert kept() == []


def test_nothing_is_changed_by_a_request(client, gdp, form):
    before = client.get(f"/en/c/{gdp.pk}/").content
    client.post(form, SENT | {"words": "<script>alert(1)</script>"})
    assert client.get(f"/en/c/{gdp.pk}/").content == before


# How often


def test_one_address_is_refused_after_so_many_and_keeps_what_it_wrote(client, form, monkeypatch):
    monkeypatch.setattr(throttling, "PER_ADDRESS", (Limit(2, 600),))
    assert [client.post(form, SENT).status_code for _ in range(3)] == [302, 302, 429]
    page = client.post(form, SENT)
    assert "too many" in text_of(page)
    assert "原文是7.8%。" in page.content.decode()
    assert client.post(form, SENT, REMOTE_ADDR="203.0.113.9").status_code == 302
    assert len(kept()) == 3


def test_all_together_are_refused_after_so_many(client, form, monkeypatch):
    monkeypatch.setattr(throttling, "IN_ALL", (Limit(2, 600),))
    answers = [client.post(form, SENT, REMOTE_ADDR=f"203.0.113.{n}").status_code for n in range(3)]
    assert answers == [302, 302, 429]


def test_who_is_refused_uses_up_nothing_that_is_left_to_others(client, form, monkeypatch):
    monkeypatch.setattr(throttling, "PER_ADDRESS", (Limit(1, 600),))
    monkeypatch.setattr(throttling, "IN_ALL", (Limit(2, 600),))
    for _ in range(5):
        client.post(form, SENT)
    assert client.post(form, SENT, REMOTE_ADDR="203.0.113.9").status_code == 302


def test_what_was_wrong_in_the_form_does_not_count(client, form, monkeypatch):
    monkeypatch.setattr(throttling, "PER_ADDRESS", (Limit(1, 600),))
    assert [client.post(form, SENT | {"about": ""}).status_code for _ in range(3)] == [400, 400, 400]
    assert client.post(form, SENT).status_code == 302


def test_the_next_span_of_time_begins_anew(rf, monkeypatch):
    monkeypatch.setattr(throttling, "PER_ADDRESS", (Limit(1, 600),))
    now = 1_800_000_000.0
    monkeypatch.setattr(throttling.time, "time", lambda: now)
    request = rf.post("/")
    assert [throttling.may_send(request), throttling.may_send(request)] == [True, False]
    now += 600
    assert throttling.may_send(request)


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("unix", "unix"),
    ],
)
def test_a_household_counts_as_one(address, counted):
    assert throttling.network_of(address) == counted


def test_the_address_is_kept_nowhere_but_as_a_hash_that_ends(client, form, monkeypatch):
    keys = []

    class Noted:
        def add(self, key, _value, span):
            keys.append((key, span))

        def incr(self, _key):
            return 1

    monkeypatch.setattr(throttling, "cache", Noted())
    client.post(form, SENT, REMOTE_ADDR="203.0.113.77")
    assert [span for _key, span in keys] == [600, 86_400, 3600, 86_400]
    assert all(re.fullmatch(r"sent:[0-9a-f]{64}", key) for key, _span in keys)
    with connection.cursor() as cursor:
        for table in ("tracker_correctionrequest", "tracker_change"):
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE '%203.0.113.77%'")  # noqa: S608
            assert cursor.fetchone() == (0,)


def test_behind_a_proxy_the_readers_own_address_is_counted(settings, monkeypatch):
    monkeypatch.setattr(throttling, "PER_ADDRESS", (Limit(1, 600),))
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    asked = [RequestFactory().post("/", headers={"x-forwarded-for": f"203.0.113.{n}"}) for n in (1, 1, 2)]
    assert [throttling.may_send(one) for one in asked] == [True, False, True]


# What staff do with it


def test_it_is_taken_up_and_closed_with_what_was_done(sent, person):
    taken = correcting.decide(sent.pk, State.TAKEN_UP, person)
    assert (taken.state, taken.decided_by, taken.email) == (State.TAKEN_UP, person, "li@example.cn")
    closed = correcting.decide(sent.pk, State.CORRECTED, person, " 已更正。 ")
    assert (closed.state, closed.answer, closed.email) == (State.CORRECTED, "已更正。", "")


@pytest.mark.parametrize(
    ("steps", "step"),
    [
        ((), State.OPEN),
        ((), State.CORRECTED),
        ((State.TAKEN_UP,), State.TAKEN_UP),
        ((State.DECLINED,), State.TAKEN_UP),
        ((State.DECLINED,), State.DECLINED),
        ((State.TAKEN_UP, State.CORRECTED), State.DECLINED),
    ],
)
def test_a_step_that_is_none_is_refused(sent, person, steps, step):
    for before in steps:
        correcting.decide(sent.pk, before, person, "原文如此")
    with pytest.raises(correcting.RequestError):
        correcting.decide(sent.pk, step, person, "再来一次")


def test_nothing_is_closed_without_a_reason(sent, person):
    with pytest.raises(correcting.RequestError):
        correcting.decide(sent.pk, State.DECLINED, person, " \n")
    sent.refresh_from_db()
    assert (sent.state, sent.email) == (State.OPEN, "li@example.cn")


def test_the_database_itself_keeps_no_address_of_a_closed_request(sent, person):
    correcting.decide(sent.pk, State.DECLINED, person, "原文如此")
    with pytest.raises(IntegrityError), transaction.atomic():
        CorrectionRequest.objects.filter(pk=sent.pk).update(email="li@example.cn")


def test_its_history_tells_every_step_and_never_the_address(sent, person):
    correcting.decide(sent.pk, State.DECLINED, person, "原文如此")
    changes = Change.objects.filter(kind="tracker.correctionrequest", object=sent.pk).order_by("pk")
    assert [change.act for change in changes] == ["insert", "update"]
    assert changes[1].fields["state"] == ["open", "declined"]
    assert {change.place_id for change in changes} == {sent.report.jurisdiction_id}
    assert not any("email" in change.fields or "li@example" in str(change.fields) for change in changes)


def test_staff_close_it_in_the_admin_and_see_what_it_is_about(client, sent, gdp, person):
    client.force_login(person)
    page = f"/en/admin/tracker/correctionrequest/{sent.pk}/change/"
    shown = client.get(page).content.decode()
    for told in (sent.words, gdp.quote, gdp.verdict.outcome.quote, "li@example.cn", "noreferrer"):
        assert told in shown
    assert sent.words in client.get("/en/admin/").content.decode()
    assert "closing needs a reason" in client.post(page, {"act": "declined"}, follow=True).content.decode()
    assert client.post(page, {"act": "reopened"}).status_code == 400
    assert client.post(page, {"act": "taken_up"}).status_code == 302
    assert client.post(page, {"act": "corrected", "answer": "已更正。"}).status_code == 302
    assert 'name="act"' not in client.get(page).content.decode()
    assert sent.words not in client.get("/en/admin/").content.decode()
    assert client.get("/en/admin/tracker/correctionrequest/?q=7.9&state__exact=corrected").status_code == 200
    assert client.get("/en/admin/tracker/correctionrequest/99/change/").status_code == 404


def test_who_may_not_answer_does_not_see_the_address(client, sent):
    client.force_login(hire("looks-on", "view_correctionrequest"))
    shown = client.get(f"/en/admin/tracker/correctionrequest/{sent.pk}/change/").content.decode()
    assert sent.words in shown
    assert "li@example.cn" not in shown
    assert "Readers ask for corrections" not in client.get("/en/admin/").content.decode()


def test_a_request_about_what_is_gone_is_shown_all_the_same(client, sent, person):
    CorrectionRequest.objects.filter(pk=sent.pk).update(commitment=None)
    client.force_login(person)
    assert sent.quote in client.get(f"/en/admin/tracker/correctionrequest/{sent.pk}/change/").content.decode()


def test_the_public_sees_how_many_and_no_word_of_them(client, sent, gdp, person):
    assert "1 correction: open 1" in text_of(client.get("/en/corrections/"))
    correcting.decide(sent.pk, State.DECLINED, person, "原文如此")
    for language, told in (("en", "open 0, taken up 0, corrected 0, declined 1"), ("zh-hans", "不予采纳 1")):
        page = text_of(client.get(f"/{language}/corrections/"))
        assert told in page
        assert sent.words not in page
    assert "原文如此" not in client.get(f"/en/c/{gdp.pk}/").content.decode()


def test_a_pledge_that_was_rejected_since_takes_no_further_requests(client, gdp, form, person):
    register.decide(gdp, ReviewState.REJECTED, person)
    assert client.get(form).status_code == 404
