"""Every text of code and templates has a Chinese translation, and the compiled catalogue is that of its source."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.utils.translation.template import templatize

from tests.catalogue import entries

ROOT = Path(settings.BASE_DIR)
CATALOGUE = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES"
#: The calls whose text is to be translated, and which of their arguments it is.
CALLS = {
    "_": 0, "gettext": 0, "gettext_lazy": 0, "gettext_noop": 0, "ngettext": 0, "ngettext_lazy": 0,
    "pgettext": 1, "pgettext_lazy": 1, "npgettext": 1,
}  # fmt: skip
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]")


def in_code(source: str) -> Iterator[str]:
    """The texts that Python code asks to be translated."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        at = CALLS.get(name)
        if at is not None and len(node.args) > at and isinstance(node.args[at], ast.Constant):
            text = node.args[at].value
            if isinstance(text, str) and text:
                context = node.args[0].value if at else ""  # type: ignore[attr-defined]
                yield f"{context}\x04{text}" if context else text


#: `templatize` leaves nothing of a template but its texts as calls: gettext('…').
_STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_IN_TEMPLATE = re.compile(rf"\b(?:n?p?gettext|_)\({_STRING}(?:, ?{_STRING})*(?:, ?count)?\)")


def in_template(source: str) -> Iterator[str]:
    """The texts that a template asks to be translated."""
    for call in _IN_TEMPLATE.findall(templatize(source)):
        yield from in_code(call)


def asked() -> Iterator[tuple[str, str]]:
    """Every text with the file that asks for it."""
    for folder in ("reports", "tracker"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for text in in_code(path.read_text(encoding="utf-8")):
                yield text, str(path.relative_to(ROOT))
    for path in sorted((ROOT / "templates").rglob("*.html")):
        for text in in_template(path.read_text(encoding="utf-8")):
            yield text, str(path.relative_to(ROOT))


@cache
def known() -> dict[str, str]:
    """What our catalogue, Django's and those of the installed apps say, ours last."""
    import django

    folders = [Path(django.__file__).parent / "conf" / "locale"]
    folders += [Path(app.path) / "locale" for app in apps.get_app_configs()] + [ROOT / "locale"]
    words: dict[str, str] = {}
    for folder in folders:
        compiled = folder / "zh_Hans" / "LC_MESSAGES" / "django.mo"
        if compiled.exists():
            with compiled.open("rb") as file:
                catalogue = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
            for key, text in catalogue.items():
                words[key[0] if isinstance(key, tuple) else key] = text
    return words


def test_every_text_has_a_chinese_translation():
    missing = sorted({f"{where}: {text}" for text, where in asked() if not known().get(text)})
    assert missing == []


def test_the_search_for_texts_finds_them():
    assert list(in_code("_('one'); ngettext('two', 'many', 2); pgettext('where', 'three'); print('four')")) == [
        "one",
        "two",
        "where\x04three",
    ]
    template = '{% load i18n %}{% translate "one" %} {% blocktranslate with a=b %}two {{ a }}{% endblocktranslate %}'
    assert list(in_template(template)) == ["one", "two %(a)s"]


def test_the_compiled_catalogue_is_that_of_the_source():
    with (CATALOGUE / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    told = {key[0] if isinstance(key, tuple) else key for key in compiled} - {""}
    assert told == {entry.key for entry in entries()}


def test_a_translation_names_nothing_that_its_text_does_not():
    for entry in entries():
        given = {match[1] for text in (entry.text, entry.plural) for match in _PLACEHOLDER.finditer(text)}
        for form in entry.forms:
            assert {match[1] for match in _PLACEHOLDER.finditer(form)} <= given, entry.text
