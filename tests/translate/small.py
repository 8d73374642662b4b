"""A small office: two programs, a catalog on each side, and a matcher that knows one name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nomenklatur.catalog import Catalog, CatalogInfo, Entry, Status
from nomenklatur.codes import Authority, Code, Scheme
from nomenklatur.crosswalk import Crosswalk, CrosswalkInfo, Mapping, Relation, Target
from nomenklatur.mapper import Mapper
from nomenklatur.money import Rupiah
from nomenklatur.places import Place
from nomenklatur.plan import AmountColumn, Plan, PlanItem, ProgramRef
from nomenklatur.translation import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nomenklatur.match.query import Query


def old(text: str) -> Code:
    return Code.parse(text, scheme=Scheme.LEGACY)


def new(text: str) -> Code:
    return Code.parse(text, scheme=Scheme.NEW)


SOURCE = Catalog(
    CatalogInfo("old", scheme=Scheme.LEGACY),
    (
        Entry(old("0.00.01"), "PROGRAM PELAYANAN ADMINISTRASI PERKANTORAN"),
        Entry(old("0.00.01.010"), "PENYEDIAAN ALAT TULIS KANTOR"),
        Entry(old("0.00.01.028"), "RAPAT-RAPAT KOORDINASI DAN KONSULTASI DALAM DAERAH"),
        Entry(old("1.15.00.18"), "PROGRAM PENINGKATAN KUALITAS KELEMBAGAAN KOPERASI"),
        Entry(old("1.15.00.18.021"), "PENILAIAN KESEHATAN KOPERASI"),
        Entry(old("1.15.00.18.022"), "FASILITASI HARI KOPERASI"),
        Entry(old("1.15.00.18.023"), "FASILITASI KELEMBAGAAN KOPERASI"),
        Entry(old("1.15.00.18.024"), "PEMASYARAKATAN KELEMBAGAAN KOPERASI"),
    ),
)
TARGET = Catalog(
    CatalogInfo("new"),
    (
        Entry(new("X.XX.01"), "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH"),
        Entry(new("X.XX.01.2.03"), "Administrasi Umum"),
        Entry(new("X.XX.01.2.03.10"), "Penyediaan Alat Tulis Kantor"),
        Entry(new("2"), "URUSAN PEMERINTAHAN WAJIB YANG TIDAK BERKAITAN DENGAN PELAYANAN DASAR"),
        Entry(new("2.17"), "URUSAN PEMERINTAHAN BIDANG KOPERASI, USAHA KECIL, DAN MENENGAH"),
        Entry(new("2.17.04"), "PROGRAM PENILAIAN KESEHATAN KSP/USP KOPERASI"),
        Entry(new("2.17.04.2.01"), "Penilaian Kesehatan Koperasi"),
        Entry(new("2.17.04.2.01.01"), "Pelaksanaan Penilaian Kesehatan KSP/USP Koperasi"),
        Entry(new("2.17.06"), "PROGRAM PEMBERDAYAAN DAN PERLINDUNGAN KOPERASI"),
        Entry(new("2.17.06.2.01"), "Pemberdayaan dan Perlindungan Koperasi"),
        Entry(new("2.17.06.2.01.01"), "Pemberdayaan Usaha Koperasi Kewenangan Provinsi"),
        Entry(new("2.17.06.2.01.02"), "Pemberdayaan Lama", status=Status.RETIRED),
    ),
)


def row(source: str, name: str, relation: Relation | None, *targets: Target) -> Mapping:
    return Mapping(old(source), name, relation, targets)


CROSSWALK = Crosswalk(
    CrosswalkInfo("old--new", "old", "new"),
    (
        row(
            "0.00.01.010",
            "PENYEDIAAN ALAT TULIS KANTOR",
            Relation.EXACT,
            Target(new("X.XX.01.2.03.10")),
        ),
        row("0.00.01.028", "RAPAT-RAPAT KOORDINASI DAN KONSULTASI DALAM DAERAH", Relation.BROAD),
        row(
            "1.15.00.18.021",
            "PENILAIAN KESEHATAN KOPERASI",
            Relation.EXACT,
            Target(new("2.17.04.2.01.01")),
        ),
        row("1.15.00.18.022", "FASILITASI HARI KOPERASI", Relation.NONE),
        row("1.15.00.18.023", "FASILITASI KELEMBAGAAN KOPERASI", None),
    ),
)


class KnowsOneName:
    """A matcher that is 90 % sure of one entry for every query and exact on its name alone."""

    def __init__(self, code: str = "2.17.06.2.01.01", *, accept: bool = False) -> None:
        self.entry = TARGET.require(new(code))
        self.accept = accept
        self.asked: list[Query] = []

    def exact(self, query: Query) -> Entry | None:
        return self.entry if query.name == self.entry.name else None

    def match(self, query: Query, limit: int = 5) -> tuple[Candidate, ...]:
        self.asked.append(query)
        return (Candidate(self.entry, 0.9),)[:limit]

    def match_many(
        self, queries: Iterable[Query], limit: int = 5
    ) -> Iterator[tuple[Candidate, ...]]:
        return (self.match(query, limit) for query in queries)

    def accepts(self, candidates: tuple[Candidate, ...]) -> bool:
        return self.accept and bool(candidates)


KANTOR = ProgramRef("Program Pelayanan Administrasi Perkantoran")
KOPERASI = ProgramRef("Program Peningkatan Kualitas Kelembagaan Koperasi")


def item(
    name: str,
    money: int = 0,
    *,
    program: ProgramRef | None = KOPERASI,
    line: int = 1,
    **known: Code,
) -> PlanItem:
    return PlanItem(
        name,
        program=program,
        amounts={"2021": Rupiah(money)},
        place=Place("renja.csv", row=line),
        **known,
    )


def plan(*items: PlanItem) -> Plan:
    return Plan(items, (AmountColumn("2021", year=2021),))


def mapper(matcher: KnowsOneName | None = None, **known: object) -> Mapper:
    settings = {
        "source": SOURCE,
        "crosswalks": (CROSSWALK,),
        "authority": Authority.KABUPATEN_KOTA,
        "matcher": matcher or KnowsOneName(),
    }
    return Mapper(TARGET, **(settings | known))
