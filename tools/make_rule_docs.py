"""Writes docs/rules/, a page a rule and an index: `python tools/make_rule_docs.py`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from nomenklatur.findings import RULES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nomenklatur.findings import Rule

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "rules"
TOPICS = {"1": "Codes", "2": "Mapping", "3": "Money", "4": "Files"}
WRITTEN = "<!-- Written by tools/make_rule_docs.py from nomenklatur/findings/rules.py. -->"
HEAD = f"""\
# Rules

{WRITTEN}

What `nomenklatur check` finds, and `catalog validate` and `crosswalk validate`. Each rule has a
code that is never used for another one, a name, and a severity. `nomenklatur explain CODE` says
the same as its page.

Errors about money from reading (NK309, NK310, NK311, and NK401 where codes and money were not read)
stand above the figures of every report, and fail `translate`, `rollup` and `check` whatever
`--fail-on` says.

Errors fail a check; `--fail-on warning` makes warnings fail it too. `--select` and `--ignore` take
codes, names, and the start of codes (`NK3` is everything about money). `--per-file-ignores` ignores
rules in some files, `--fatal` makes errors of the findings of a rule, and `--baseline` accepts what
is known and reports only what is new.
"""


def pages() -> dict[str, str]:
    """The text of every page by its file name."""
    found = {f"{rule.code}.md": page(rule) for rule in RULES.values()}
    return {"index.md": index(RULES)} | found


def page(rule: Rule) -> str:
    """The page of a rule."""
    return f"""\
# {rule.code} {rule.name}

{WRITTEN}

**{rule.severity.value}**, {TOPICS[rule.code[2]].lower()}

{rule.summary}

{rule.explanation}

Example: {rule.example}

## Configure

```toml
[check]
ignore = ["{rule.code}"] # never report it: --ignore {rule.code}
fatal = ["{rule.code}"]  # report it as an error: --fatal {rule.code}

[check.per-file-ignores]
"renja-2020*" = ["{rule.code}"]
```

[All rules](index.md)
"""


def index(rules: Mapping[str, Rule]) -> str:
    """The index, by topic."""
    parts = [HEAD]
    for digit, topic in TOPICS.items():
        lines = [
            f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity.value} "
            f"| {rule.summary} |\n"
            for rule in rules.values()
            if rule.code[2] == digit
        ]
        parts.append(f"\n## {topic}\n\n| code | name | severity | what it finds |\n")
        parts += ["|---|---|---|---|\n", *lines]
    return "".join(parts)


def write() -> None:
    """Write the pages, and remove those of rules that are no more."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for file in FOLDER.glob("*.md"):
        file.unlink()
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
