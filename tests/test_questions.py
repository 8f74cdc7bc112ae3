"""What a reader with the site and no manual asks, and where the pages answer it: by links alone, a few steps away."""

from __future__ import annotations

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from reports.words import Verdict
from tests.pages import of, text_of
from tracker import ledger
from tracker.models import Commitment

#: The answers, in each language, as patterns of what a page says.
ANSWERS = {
    "en": {
        "unreported": r"Unreported.{0,14}Due, the following report is loaded, and it says nothing comparable",
        "about": r"about.{0,300}fall short: 0\.1 point",
        "sum": "7.9 ≥ 8.0 − 0.1",
        "rule": "by rule",
        "person": "decided by a person",
        "why": "统计口径不同",
        "source": "统计公报",
    },
    "zh-hans": {
        "unreported": r"未报告.{0,24}已到期，下一年的报告已收录，其中没有可比的内容",
        "about": r"左右.{0,100}0\.1个百分点",
        "sum": "7.9 ≥ 8.0 − 0.1",
        "rule": "依规则",
        "person": "人工裁定",
        "why": "统计口径不同",
        "source": "统计公报",
    },
}


class Reader:
    """Follows links and reads; nothing but what stands on a page leads on."""

    def __init__(self, client, language):
        self.client, self.said = client, ANSWERS[language]
        self.open(f"/{language}/")

    def open(self, address):
        self.response = self.client.get(address)
        assert self.response.status_code == 200, address
        self.tree = LexborHTMLParser(self.response.content)
        self.text = text_of(self.response)
        return self

    def follow(self, pattern):
        """Follow the first link whose address fits."""
        found = [node.attributes["href"] for node in self.tree.css("a[href]")]
        address = next((href for href in found if re.search(pattern, href)), None)
        assert address, f"no link to {pattern} among {found}"
        self.open(address)
        part = address.partition("#")[2]
        if part:
            node = self.tree.css_first(f'[id="{part}"]')
            assert node, f"{address} leads nowhere"
            self.text = re.sub(r"\s+", " ", node.text())
        return self

    def reads(self, answer):
        assert re.search(self.said[answer], self.text), f"{self.said[answer]!r} is not said: {self.text[:2000]}"
        return self


@pytest.fixture(params=list(ANSWERS))
def reader(request, client, county):
    return Reader(client, request.param)


def test_what_does_unreported_mean(reader):
    reader.follow(r"/glossary/").reads("unreported")


def test_what_unreported_means_stands_beside_it_too(reader):
    silent = Commitment.objects.current().unreported().first()
    reader.open(f"{reader.response.request['PATH_INFO']}c/{silent.pk}/").reads("unreported")


def test_how_is_about_eight_per_cent_judged(reader):
    gdp = of("gdp")
    reader.open(f"{reader.response.request['PATH_INFO']}c/{gdp.pk}/")
    page = reader.reads("sum").text
    assert "8%左右" in page
    reader.follow(r"/methodology/#rule-about").reads("about")


def test_who_decided_this(reader, reviewer):
    gdp = of("gdp")
    page = f"{reader.response.request['PATH_INFO']}c/{gdp.pk}/"
    reader.open(page).reads("rule")
    ledger.override(gdp, Verdict.BROKEN, reviewer, "统计口径不同", "统计公报")
    reader.open(page).reads("person").reads("why").reads("source")


def test_what_changed_since(reader, reviewer):
    ledger.override(of("gdp"), Verdict.BROKEN, reviewer, "统计口径不同", "统计公报")
    reader.follow(r"/corrections/").reads("why")
    reader.follow(r"/c/\d+/").reads("person").reads("rule")
