"""Every message has an Indonesian translation with the same placeholders, compiled."""

from __future__ import annotations

import ast
import gettext
import re
import string
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

from nomenklatur.findings import RULES
from nomenklatur.language import DOMAIN, FOLDER, _, use_language
from nomenklatur_cli import language as clicks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from babel.messages.catalog import Catalog

HOW = "run `make messages`, translate what it lists in nomenklatur/locale/id, run it again"


@pytest.fixture(scope="session")
def maker(root: Path) -> Iterator[ModuleType]:
    """The tool that collects the messages."""
    sys.path.insert(0, str(root / "tools"))
    try:
        import make_messages  # noqa: PLC0415 - found by the path above

        yield make_messages
    finally:
        sys.path.remove(str(root / "tools"))


@pytest.fixture(scope="session")
def messages(maker: ModuleType) -> Catalog:
    """Every message of the program."""
    return maker.messages()


@pytest.fixture(scope="session")
def stored(maker: ModuleType) -> Catalog:
    """The translations."""
    return maker.stored()


@pytest.fixture(scope="session")
def of_click(root: Path) -> Catalog:
    """The translations of click's own messages."""
    path = root / "cli" / "nomenklatur_cli" / "locale" / "id" / "LC_MESSAGES" / "click.po"
    with path.open("rb") as stream:
        return read_po(stream, locale="id")


def texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, (tuple, list)) else (str(value),)


def placeholders(text: str) -> set[tuple[str, str, str]]:
    """The placeholders of a text, with conversions and formats; none of a piece of JSON."""
    try:
        pieces = list(string.Formatter().parse(text))
    except ValueError:
        return set()
    return {
        (name, conversion or "", spec or "")
        for _literal, name, spec, conversion in pieces
        if name is not None
    }


def test_every_message_is_translated(messages: Catalog, stored: Catalog) -> None:
    lacking = [
        message.id
        for message in messages
        if message.id
        and (
            (known := stored.get(message.id)) is None or known.fuzzy or not all(texts(known.string))
        )
    ]

    assert [] == lacking, HOW


def test_no_translation_is_left_of_a_message_that_is_gone(
    messages: Catalog, stored: Catalog
) -> None:
    gone = [m.id for m in stored if m.id and messages.get(m.id) is None]

    assert [] == gone, HOW


def test_no_message_of_click_is_asked_for(messages: Catalog) -> None:
    """Its releases add and drop messages, which would make the same tree red on another day."""
    click_says = "Got unexpected extra argument ({args})"

    assert messages.get(click_says) is None
    assert [] == [file for m in messages for file, _ in m.locations if file.startswith("click")]


def test_a_message_of_click_that_is_not_known_is_english_and_a_known_one_indonesian() -> None:
    with use_language("id"):
        assert "Pemakaian:" == clicks._clicks_message("Usage:")
        assert "Missing {teapot}" == clicks._clicks_message("Missing {teapot}")
        assert "3 teapots" == clicks._clicks_number("1 teapot", "3 teapots", 3)
    with use_language("en"):
        assert "Usage:" == clicks._clicks_message("Usage:")


def test_a_translation_has_the_placeholders_of_its_message(
    stored: Catalog, of_click: Catalog
) -> None:
    wrong = [
        (message.id, text)
        for message in (*stored, *of_click)
        if message.id
        for text in texts(message.string)
        if placeholders(texts(message.id)[-1]) != placeholders(text)
        and "%(" not in texts(message.id)[0]
    ]

    assert [] == wrong


def test_a_translation_begins_and_ends_as_its_message(stored: Catalog, of_click: Catalog) -> None:
    """Blanks around it, and the colon or full stop that the sentence goes on from."""

    def edges(text: str) -> tuple[str, ...]:
        blanks = re.match(r"\s*", text)
        behind = re.search(r"[:…]?\s*$", text)
        assert blanks is not None
        assert behind is not None
        return blanks[0], behind[0]

    wrong = [
        (message.id, text)
        for message in (*stored, *of_click)
        if message.id
        for text in texts(message.string)
        if edges(texts(message.id)[-1]) != edges(text)
    ]

    assert [] == wrong


def test_the_compiled_translations_are_those_of_the_source(
    stored: Catalog, of_click: Catalog
) -> None:
    beside = Path(clicks.__file__).with_name("locale")
    stale = [
        message.id
        for catalog, compiled in (
            (stored, gettext.translation(DOMAIN, FOLDER, ["id"])),
            (of_click, gettext.translation("click", beside, ["id"])),
        )
        for message in catalog
        if message.id
        and texts(message.string)[0]
        != (
            compiled.gettext(message.id)
            if isinstance(message.id, str)
            else compiled.ngettext(*message.id, 1)
        )
    ]

    assert [] == stale, "run `python tools/compile_messages.py`"


@pytest.mark.parametrize("code", RULES)
def test_a_rule_is_explained_in_indonesian(code: str) -> None:
    rule = RULES[code]
    with use_language("id"):
        assert rule.summary != _(rule.summary)
        assert rule.explanation != _(rule.explanation)
        assert rule.title != _(rule.title)


def test_terms_are_those_of_the_regulations(stored: Catalog) -> None:
    """Not the words of other offices or of computer slang."""
    strange = re.compile(
        r"\b(?:sub-kegiatan|subkegiatan|anggaran belanja|database|file|folder kerja|error|"
        r"sheet|silahkan|merubah|analisa|standarisasi|di karenakan)\b",
        re.IGNORECASE,
    )
    found = [
        text
        for message in stored
        for text in texts(message.string)
        if (match := strange.search(text)) and match[0] not in " ".join(texts(message.id))
    ]

    assert [] == [text for text in found if "FILE" not in text and "-f " not in text]


def test_no_mark_stands_inside_a_formatted_string_where_it_is_not_collected(root: Path) -> None:
    hidden = [
        f"{path.relative_to(root)}:{call.lineno}"
        for folder in ("nomenklatur", "cli")
        for path in sorted((root / folder).rglob("*.py"))
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in {"_", "N_", "ngettext"}
        and isinstance(call.args[0], ast.Constant)
    ]

    assert [] == hidden
