"""A small catalog and a matcher with fixed answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from nomenklatur.catalog import Catalog, CatalogInfo, Entry
from nomenklatur.codes import Code
from nomenklatur.evaluate import GoldRow
from nomenklatur.translation import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from nomenklatur.match import Query

NAMES = {
    "2.17": "Koperasi, Usaha Kecil dan Menengah",
    "2.17.07": "Program Pemberdayaan Usaha Menengah, Usaha Kecil, dan Usaha Mikro",
    "2.17.07.2.01": "Pemberdayaan Usaha Mikro",
    "2.17.07.2.01.01": "Pendataan Potensi dan Pengembangan Usaha Mikro",
    "2.17.07.2.01.02": "Pemberdayaan melalui Kemitraan Usaha Mikro",
    "2.17.07.2.01.03": "Fasilitasi Kemudahan Perizinan Usaha Mikro",
    "X.XX.01": "Program Penunjang Urusan Pemerintahan Daerah",
    "X.XX.01.2.03": "Administrasi Umum",
    "X.XX.01.2.03.02": "Penyediaan Jasa Komunikasi, Sumber Daya Air dan Listrik",
    "3.27": "Pertanian",
    "3.27.02": "Program Sarana Pertanian",
    "3.27.02.2.01": "Pengawasan Sarana Pertanian",
    "3.27.02.2.01.01": "Pendataan Alat dan Mesin Pertanian",
}
CATALOG = Catalog(
    CatalogInfo("small"), tuple(Entry(Code.parse(code), name) for code, name in NAMES.items())
)


def row(name: str, best: str | None, *also: str, bidang: str = "Koperasi") -> GoldRow:
    codes = [Code.parse(code) for code in (best, *also) if code]
    return GoldRow(
        name,
        bidang=bidang,
        best=codes[0] if best else None,
        acceptable=frozenset(code.generic() for code in codes),
    )


@frozen
class Fixed:
    """Answers each name with given codes and probabilities; takes what it is surer of than 0.9."""

    answers: Mapping[str, tuple[tuple[str, float], ...]]
    equal: Mapping[str, str] = {}

    def exact(self, query: Query) -> Entry | None:
        code = self.equal.get(query.name)
        return CATALOG.get(Code.parse(code)) if code else None

    def match(self, query: Query, limit: int = 5) -> tuple[Candidate, ...]:
        found = self.answers.get(query.name, ())[:limit]
        return tuple(Candidate(CATALOG.require(Code.parse(code)), score) for code, score in found)

    def match_many(
        self, queries: Iterable[Query], limit: int = 5
    ) -> Iterator[tuple[Candidate, ...]]:
        return (self.match(query, limit) for query in queries)

    def accepts(self, candidates: tuple[Candidate, ...]) -> bool:
        return bool(candidates) and candidates[0].score > 0.9
