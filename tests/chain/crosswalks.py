"""Small crosswalks made up for one test each."""

from __future__ import annotations

from nomenklatur.codes import Authority, Code
from nomenklatur.crosswalk import Crosswalk, CrosswalkInfo, Mapping, Relation, Target

BASE = "1.03.10.2.01"


def code(number: int | str) -> Code:
    """A sub kegiatan by its number, or any code."""
    return Code.parse(f"{BASE}.{number:02}" if isinstance(number, int) else number)


def row(  # noqa: PLR0913 - the columns of a row
    source: int,
    *targets: int | Target,
    name: str = "",
    relation: Relation | None = Relation.EXACT,
    score: float | None = None,
    authority: Authority | None = None,
    keterangan: str = "",
    justification: str = "",
) -> Mapping:
    """A row from one sub kegiatan to others."""
    ends = tuple(end if isinstance(end, Target) else Target(code(end)) for end in targets)
    return Mapping(
        code(source),
        name,
        relation,
        ends,
        score=score,
        authority=authority,
        keterangan=keterangan,
        justification=justification,
    )


def walk(source: str, target: str, *rows: Mapping) -> Crosswalk:
    """A crosswalk of rows."""
    return Crosswalk(CrosswalkInfo(f"{source}--{target}", source, target), rows)


def ends(mapping: Mapping) -> list[str]:
    """The last segments of a row's targets."""
    return [str(target.code).removeprefix(f"{BASE}.") for target in mapping.targets]
