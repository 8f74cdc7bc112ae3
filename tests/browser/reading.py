"""A report for the reading desk, and what a person sees and does there."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse
from django.utils import translation

from tracker.models import Commitment, Outcome

THINGS = (
    "小学",
    "泵站",
    "水塔",
    "桥梁",
    "公园",
    "书屋",
    "粮库",
    "车站",
    "厂房",
    "诊所",
    "市场",
    "果园",
    "茶园",
    "渔港",
)
TEXT = "样例县人民政府工作报告\n（2024年1月10日）\n一、2023年工作回顾\n"
TEXT += "2023年，全县地区生产总值增长7%，城镇新增就业2500人。\n"
TEXT += "".join(f"新建{thing}{number}座。\n" for number, thing in enumerate(THINGS, start=3))
TEXT += "".join(f"改造{thing}{number}处。\n" for number, thing in enumerate(THINGS, start=20))
TEXT += "二、2024年工作安排\n今年的主要预期目标是：地区生产总值增长8%左右，城镇新增就业3000人以上。\n"
TEXT += "".join(f"新建{thing}{number}座。\n" for number, thing in enumerate(THINGS, start=40))
TEXT += "".join(f"改造{thing}{number}处。\n" for number, thing in enumerate(THINGS, start=60))
TEXT += "𠮷村的𠀀字碑亭另立五方。\n比上年的34亿元多。\n"


def sign_in(page, live_server, user):
    client = Client()
    client.force_login(user)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )


def open_desk(page, live_server, report, language="zh-hans", after=""):
    with translation.override(language):
        page.goto(live_server.url + reverse("admin:reports_report_text", args=[report.pk]) + after)
    page.locator("html[data-reading=ready]").wait_for()
    return page


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def saved(page):
    """Waits until every act is answered."""
    page.locator("#reading-status:empty").wait_for(state="attached", timeout=120_000)
    page.locator("#reading-form:not([aria-busy])").wait_for()


def said(page):
    return page.locator("#reading-live").inner_text()


def rows(report):
    found = [*Commitment.objects.filter(report=report, is_retired=False), *Outcome.objects.filter(report=report)]
    return sorted((row for row in found if not row.is_retired), key=lambda row: (row.start, row.number_start or 0))


def current(page):
    return page.locator("#reading-list [aria-current]").evaluate("button => button.closest('li').dataset.key")


def select(page, words, line=""):
    """Selects words of the text as a mouse would, in the first line that holds `line`, too."""
    page.evaluate(
        """([words, within]) => {
            const box = document.getElementById("reading-text");
            for (const line of box.querySelectorAll("[data-start]")) {
                const at = line.textContent.indexOf(words);
                if (at < 0 || !line.textContent.includes(within)) continue;
                const point = (offset) => {
                    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
                    let left = offset;
                    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                        if (left <= node.length) return [node, left];
                        left -= node.length;
                    }
                };
                getSelection().setBaseAndExtent(...point(at), ...point(at + words.length));
                return;
            }
            throw new Error(words);
        }""",
        [words, line],
    )
