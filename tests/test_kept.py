"""Pages are kept as they were sent for as long as they would be made the same, and no longer."""

from __future__ import annotations

import gzip
import socket
import threading
import uuid
from contextlib import suppress

import psycopg
import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from tests.characters import COUNTY
from tests.county import ingest_pair, make_county
from tests.pages import of
from tests.test_jobs import address
from tracker import caching
from tracker.models import Commitment
from tracker.site.kept import kept as kept_page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    own_cache(settings)
    make_county()
    ingest_pair()
    return Client(headers={"accept-encoding": "gzip"})


def own_cache(settings, **changes):
    """The real cache under keys of the test's own; other tests use it meanwhile."""
    settings.CACHES = {"default": {**settings.CACHES["default"], "KEY_PREFIX": f"test-{uuid.uuid4()}", **changes}}


def words_of(response):
    return gzip.decompress(response.content).decode()


def asked(client, page, **headers):
    """The answer, and how many queries it took."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(page, headers=headers)
    return response, len(queries)


def kept(client, page, **headers):
    """The answer as it comes from the cache, by one query; asked again where other tests wrote in the meantime.

    What can be seen is counted for all databases of a server together.
    """
    for _time in range(500):
        response, queries = asked(client, page, **headers)
        if queries == 1:
            return response
    raise AssertionError(f"{page} is never kept")


PAGES = ("/en/", f"/zh-hans/g/{COUNTY}/2022/", "/en/search/?q=增长", "/en/methodology/")


@pytest.mark.parametrize("page", PAGES)
def test_it_works(site, page):
    first, many = asked(site, page)
    second = kept(site, page)
    assert (first.status_code, second.status_code, many > 1) == (200, 200, True)
    assert words_of(second) == words_of(first)
    changing = {"ETag": "", "Content-Length": ""}
    assert {**second.headers, **changing} == {**first.headers, **changing}
    told = (site.get(page, headers={"if-none-match": site.get(page)["ETag"]}) for _time in range(500))
    same = next(response for response in told if response.status_code == 304)
    assert (same.content, bool(same["ETag"])) == (b"", True)


@pytest.mark.parametrize("page", PAGES[:3])
def test_what_is_changed_past_the_program_is_seen_at_once(site, page):
    before = site.get(page)
    assert "样例新县" not in words_of(before)
    with psycopg.connect(address()) as elsewhere:
        elsewhere.execute(
            "UPDATE reports_jurisdiction SET name = '样例新县', english = '样例新县' WHERE code = %s", [COUNTY]
        )
        # Nobody sees what is not committed.
        assert words_of(kept(site, page)) == words_of(before)
    after = site.get(page, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert "样例新县" in words_of(after)


def test_a_correction_is_on_the_page(site):
    gdp = of("gdp")
    page = f"/en/c/{gdp.pk}/"
    assert "工业总产值" not in words_of(site.get(page))
    Commitment.objects.filter(pk=gdp.pk).update(subject="工业总产值")
    assert "工业总产值" in words_of(site.get(page))


def test_each_address_language_and_host_is_its_own(site):
    for page in ("/en/", "/zh-hans/", "/en/?year=2022"):
        for host in ("localhost", "127.0.0.1"):
            assert asked(site, page, host=host)[1] > 1
            kept(site, page, host=host)


@pytest.mark.parametrize("encoding", ["", "xgzip", "br"])
def test_who_takes_no_packed_page_gets_none(site, encoding):
    kept(site, "/en/")
    response, many = asked(site, "/en/", **{"accept-encoding": encoding})
    assert many > 1
    assert "Content-Encoding" not in response.headers
    assert "ETag" not in response.headers


def test_only_what_is_got_is_kept(site):
    kept(site, "/en/")
    with CaptureQueriesContext(connection) as queries:
        response = site.head("/en/")
    assert (response.content, len(queries) > 1) == (b"", True)


def test_what_holds_a_token_of_the_visitors_own_is_not_kept(site, settings):
    @kept_page
    def form(request):
        return HttpResponse(get_token(request))

    def send():
        request = RequestFactory(headers={"accept-encoding": "gzip"}).get("/en/form/")
        return form(request)

    assert "ETag" not in send().headers
    assert send().content != send().content


def test_who_asks_for_everything_does_not_fill_the_cache(site, monkeypatch):
    kept(site, "/zh-hans/")
    monkeypatch.setattr(caching, "MOST_KEPT", 1)
    for _time in range(20):
        assert asked(site, "/en/")[1] > 1


def test_who_is_signed_in_is_answered_afresh(site):
    site.get("/en/")
    site.force_login(get_user_model().objects.create_superuser("chief"))
    response, many = asked(site, "/en/")
    assert many > 1
    assert "ETag" not in response.headers


def test_files_and_what_is_not_found_are_not_kept(site):
    for page in ("/en/scoreboard.csv", "/en/c/999999/"):
        site.get(page)
        response, many = asked(site, page)
        assert many > 1
        assert "ETag" not in response.headers


@pytest.fixture
def silent():
    """The port of a cache that hangs up on everybody, and a list of those it hung up on."""
    called = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def hang_up():
            with suppress(OSError):
                while True:
                    caller, address_ = server.accept()
                    called.append(address_)
                    caller.close()

        threading.Thread(target=hang_up, daemon=True).start()
        yield server.getsockname()[1], called


@pytest.mark.parametrize("page", ["/en/glossary/", "/en/i/gdp/", "/en/"])
def test_a_page_is_made_where_the_cache_does_not_answer(site, settings, silent, page, monkeypatch):
    port, called = silent
    monkeypatch.setattr(caching, "_failed_at", None)
    own_cache(settings, LOCATION=f"redis://127.0.0.1:{port}")
    assert site.get(page).status_code == 200
    failed = len(called)
    assert failed
    # Once it has failed it is left alone for a while.
    for _time in range(3):
        assert site.get(page).status_code == 200
    assert len(called) == failed


def test_another_setting_makes_another_page(site, settings):
    before = words_of(kept(site, "/en/"))
    settings.DUIXIAN_SHOW_UNREVIEWED = False
    assert words_of(site.get("/en/")) != before
