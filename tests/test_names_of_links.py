"""Whoever hears a page's links and buttons without what stands around them can tell them apart."""

from __future__ import annotations

import re
from collections import defaultdict
from urllib.parse import urljoin

import pytest
from django.utils import translation
from selectolax.lexbor import LexborHTMLParser

from tests.county import ingest_odd_pair
from tests.pages import LANGUAGES, addresses


def words_of(node):
    """What a screen reader calls it, in pieces with whether they are a report's own words."""
    if node.tag == "-text":
        yield node.text_content or "", node.parent.css_matches("[lang=zh-Hans], [lang=zh-Hans] *")
    elif told := node.attributes.get("aria-label") or node.attributes.get("alt"):
        yield told, False
    elif node.attributes.get("aria-hidden") != "true" and "hidden" not in node.attributes:
        for child in node.iter(include_text=True):
            yield from words_of(child)


def targets(tree, page):
    """Where the links of each name lead, and which buttons have it.

    A report's own words may be said twice: read as two pledges they are the same words in a list of links.
    """
    found = defaultdict(list)
    for number, node in enumerate(tree.css("a[href], button, summary")):
        if node.css_matches("[aria-hidden=true] *") or "hidden" in node.attributes:
            continue
        words = list(words_of(node))
        name = re.sub(r"\s+", " ", "".join(text for text, _is_quoted in words)).strip()
        is_quoted = all(is_quoted or not text.strip() for text, is_quoted in words)
        leads_to = urljoin(page, node.attributes["href"]) if node.tag == "a" else f"{node.tag} {number}"
        if not (name and is_quoted) and leads_to not in found[name]:
            found[name].append(leads_to)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_leads_to_two_places(client, county, language):
    ingest_odd_pair()
    with translation.override(language):
        every = addresses()
    found = {}
    for page in every:
        named = targets(LexborHTMLParser(client.get(page).content), page)
        found |= {(page, name): told for name, told in named.items() if not name or len(told) > 1}
    assert found == {}


def test_two_links_of_one_name_are_found():
    tree = LexborHTMLParser(
        '<html lang="en"><a href="/1">Show</a><a href="/2">Show<span aria-hidden="true"> all</span></a>'
        '<a href="/3"><q lang="zh-Hans">增长5%</q></a><a href="/4"><q lang="zh-Hans">增长5%</q></a></html>'
    )
    assert targets(tree, "/") == {"Show": ["/1", "/2"]}
