"""Brings the translations up to date: `python tools/make_messages.py`, or `make messages`.

Collects every message that the program can say, writes them into nomenklatur/locale, compiles, and
lists what is not translated; then it exits with 1. Messages are found in the code by their marks
(``_``, ``ngettext``, ``N_``), in templates the same way, and where the program itself has them: the
help of commands and the texts of rules. click's own messages change with its releases and are none
of these; cli/nomenklatur_cli/locale has the translations of those that are known.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Final

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from compile_messages import LOCALES, ROOT, compile_all

from nomenklatur.catalog.store import Store
from nomenklatur.findings import RULES
from nomenklatur.language import DOMAIN
from nomenklatur_cli.lazy import paragraphs
from nomenklatur_cli.main import cli

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from babel.messages.catalog import Message

SOURCE: Final = ROOT / LOCALES[0] / "id" / "LC_MESSAGES" / f"{DOMAIN}.po"
KEYWORDS: Final = {"_": None, "N_": None, "ngettext": (1, 2), "P_": (1, 2)}
METHODS: Final = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")]
HEADER: Final = """\
# Indonesian messages of nomenklatur.
# Written by tools/make_messages.py, which keeps the translations (msgstr) that stand here.
"""
_DATED: Final = re.compile(
    r'"(?:POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By|'
    r"Project-Id-Version|Report-Msgid-Bugs-To):.*\n"
)


def messages() -> Catalog:
    """Every message that the program can say, with the files that say it.

    The catalogs are the embedded ones: what others say of theirs is theirs.
    """
    found = Catalog(locale="id", charset="utf-8")
    for folder in (ROOT / "nomenklatur", ROOT / "cli"):
        _extract(found, folder, str(folder.relative_to(ROOT)))
    for command in _commands(cli):
        for text in paragraphs(command.help):
            found.add(text, locations=[("help of the commands", 0)])
    for rule in RULES.values():
        for text in (rule.title, rule.summary, rule.explanation, rule.example):
            found.add(text, locations=[("nomenklatur/findings/rules.py", 0)])
    store = Store(home=ROOT / "nowhere", cache=None)
    for listed in store.catalogs():
        info = store.open_catalog(listed.id).info
        for text in filter(None, (info.partial, info.legal_basis)):
            found.add(text, locations=[(f"catalogs/nomenklatur_catalogs/{info.id}", 0)])
    return found


def _extract(found: Catalog, folder: Path, name: str) -> None:
    """Add the messages that are marked in a folder's files."""
    options = {"**.html": {"silent": "false"}}
    extracted = extract_from_dir(folder, METHODS, options, KEYWORDS, ())
    for file, _line, message, _comments, context in extracted:
        if message:
            found.add(message, locations=[(f"{name}/{file}", 0)], context=context)


def _commands(command: click.Command) -> Iterator[click.Command]:
    yield command
    if isinstance(command, click.Group):
        ctx = click.Context(command)
        for name in command.list_commands(ctx):
            below = command.get_command(ctx, name)
            if below is not None:
                yield from _commands(below)


def stored() -> Catalog:
    """The translations as they stand in the file."""
    with SOURCE.open("rb") as stream:
        return read_po(stream, locale="id", domain=DOMAIN)


def unfinished(catalog: Catalog) -> Iterable[Message]:
    """The messages that are not translated, or not surely."""
    return (one for one in catalog if one.id and (one.fuzzy or not _texts(one)))


def _texts(message: Message) -> bool:
    texts = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(texts)


def write(catalog: Catalog) -> None:
    """Write the translations, without the dates of the day so that only texts differ."""
    catalog.header_comment, catalog.fuzzy = HEADER.rstrip(), False
    with SOURCE.open("wb") as stream:
        write_po(
            stream,
            catalog,
            width=100,
            sort_by_file=True,
            ignore_obsolete=True,
            include_lineno=False,
        )
    text = SOURCE.read_text(encoding="utf-8")
    dated = (
        r'"(?:POT-Creation|PO-Revision)-Date:.*\n|"(?:Last-Translator|Language-Team|Generated-By|'
    )
    dated += r"Project-Id-Version|Report-Msgid-Bugs-To):.*\n"
    SOURCE.write_text(re.sub(dated, "", text), encoding="utf-8")


def main() -> int:
    """Update, compile, report."""
    catalog = stored() if SOURCE.exists() else Catalog(locale="id", domain=DOMAIN)
    catalog.update(messages(), no_fuzzy_matching=True)
    write(catalog)
    compile_all()
    rest = list(unfinished(stored()))
    for message in rest:
        where = ", ".join(sorted({file for file, _line in message.locations}))
        print(f"not translated: {message.id!r} ({where})")
    print(f"{len(catalog)} messages, {len(rest)} not translated")
    return 1 if rest else 0


if __name__ == "__main__":
    sys.exit(main())
