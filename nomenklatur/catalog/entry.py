"""One entry of a catalog."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from attrs import field, frozen

if TYPE_CHECKING:
    from nomenklatur.codes import Authority, Code, Level


class Status(enum.Enum):
    """Whether an entry may still be used."""

    ACTIVE = "active"
    RETIRED = "retired"


@frozen
class Entry:
    """One urusan, bidang urusan, program, kegiatan or sub kegiatan of a regulation.

    Attributes:
        code: Its code; a code is unique only together with an authority.
        name: Its name as the source prints it.
        authorities: The kinds of region that it is for; empty means every kind.
        indikator: Indicator of performance, if the catalog has it.
        satuan: Unit of the indicator.
        kinerja: The performance statement.
        definition: What the regulation says belongs under it.
        status: Whether it may still be used.
        aliases: Other names under which the same source prints it.
        official_name: The regulation's name, where the source is known to differ from it.
        extra: Further columns of the source, as heading and text: ``("SPM", "NON-SPM")``.
        row: Row of the catalog file that it was read from.
    """

    code: Code
    name: str
    authorities: frozenset[Authority] = frozenset()
    indikator: str = field(default="", kw_only=True)
    satuan: str = field(default="", kw_only=True)
    kinerja: str = field(default="", kw_only=True)
    definition: str = field(default="", kw_only=True)
    status: Status = field(default=Status.ACTIVE, kw_only=True)
    aliases: tuple[str, ...] = field(default=(), kw_only=True)
    official_name: str = field(default="", kw_only=True)
    extra: tuple[tuple[str, str], ...] = field(default=(), kw_only=True)
    row: int | None = field(default=None, kw_only=True, eq=False)

    @property
    def level(self) -> Level:
        """The level of its code."""
        return self.code.level

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it is known by, its own first."""
        official = (self.official_name,) if self.official_name else ()
        return (self.name, *official, *self.aliases)

    def is_for(self, authority: Authority | None) -> bool:
        """Whether a region of that kind may use it; None asks for any kind."""
        return authority is None or not self.authorities or authority in self.authorities
