"""Every public page is HTML as the standard writes it, and light enough for a telephone."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from django.utils import translation
from justhtml import JustHTML
from selectolax.lexbor import LexborHTMLParser

from tests.county import ingest_odd_pair
from tests.pages import LANGUAGES, addresses

#: Bytes that a page without charts may take as it travels, its styles and scripts included.
MOST = 150_000
#: A moment or a day; a second has at most three digits behind its point.
TIME = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,3})?(Z|[+-]\d\d:?\d\d))?")


@pytest.fixture
def everything(county):
    ingest_odd_pair()
    with translation.override("en"):
        return addresses()


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


def each(client, everything, language):
    """Every page of the language, by its address."""
    for address in everything:
        page = address.replace("/en/", f"/{language}/", 1)
        yield page, client.get(page, headers={"accept-encoding": "gzip"}), client.get(page).content


def test_every_page_parses_without_an_error(client, everything, language):
    found = {}
    for page, _packed, content in each(client, everything, language):
        errors = JustHTML(content, sanitize=False, collect_errors=True).errors
        found |= {page: [f"{one.code} at {one.line}:{one.column}" for one in errors]} if errors else {}
    assert found == {}


def test_every_time_is_written_as_the_standard_has_it(client, everything, language):
    times = [
        node.attributes["datetime"]
        for _page, _packed, content in each(client, everything, language)
        for node in LexborHTMLParser(content).css("time")
    ]
    assert times
    assert [one for one in times if not TIME.fullmatch(one)] == []


def test_every_name_on_a_page_is_given_once_and_every_name_used_is_given(client, everything, language):
    found = {}
    for page, _packed, content in each(client, everything, language):
        tree = LexborHTMLParser(content)
        named = Counter(node.attributes["id"] for node in tree.css("[id]"))
        used = {
            name
            for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers", "list")
            for node in tree.css(f"[{attribute}]")
            for name in (node.attributes[attribute] or "").split()
        }
        wrong = [name for name, count in named.items() if count > 1] + sorted(used - set(named))
        found |= {page: wrong} if wrong else {}
    assert found == {}


def test_no_page_is_heavy(client, everything, language):
    """Of the invented county; `python -m tests.bench site` weighs those of real reports."""
    found = {}
    for page, packed, content in each(client, everything, language):
        tree = LexborHTMLParser(content)
        styles = [node.attributes["href"] for node in tree.css('link[rel="stylesheet"]')]
        scripts = [node.attributes["src"] for node in tree.css("script[src]")]
        weight = len(packed.content) + sum(weight_of(client, file) for file in (*styles, *scripts))
        found |= {page: weight} if weight > MOST else {}
    assert found == {}


def weight_of(client, file):
    """The bytes of a static file as it travels, packed by the web server."""
    response = client.get(file, headers={"accept-encoding": "gzip"})
    assert response.status_code == 200, file
    return len(b"".join(response.streaming_content))
