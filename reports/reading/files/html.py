"""A saved web page to its words."""

from __future__ import annotations

import re


def is_page(text: str) -> bool:
    """Whether characters are a page's source rather than words."""
    return bool(re.match(r"\s*(?:<!--.*?-->\s*)?(?:<!doctype html|<html)", text[:2000], re.IGNORECASE | re.DOTALL))


#: What a saved page brings besides the report.
_PAGE = "script, style, noscript, nav, header, footer, aside, form, iframe, select, button, svg, template"
_BLOCK = (
    "p, div, br, li, h1, h2, h3, h4, h5, h6, tr, section, article, td, th, table, ul, ol, blockquote, title, dt, dd"
)


def page_text(source: str) -> str:
    """The words of a page, one line a block."""
    from selectolax.lexbor import LexborHTMLParser

    page = LexborHTMLParser(source)
    for node in page.css(_PAGE):
        node.decompose()
    for node in page.css(_BLOCK):
        node.insert_before("\n")
        node.insert_after("\n")
    body = page.body
    text = body.text(separator="") if body else ""
    lines = (re.sub(r"[ \t\r\f\v\xa0]+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line) + "\n"
