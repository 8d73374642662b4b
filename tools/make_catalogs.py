"""Makes the embedded catalogs and crosswalks from the Semarang work plan, and from it alone.

Usage: python tools/make_catalogs.py [--output FOLDER]

Left side of the LAMPIRAN: the legacy catalog; right side: the rows of Permendagri 90/2019 that
it cites; both: the mapping. Slips of the source stay in the data as printed and are listed as
errata. The bidang urusan come from law (law_of_bidang.py).
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import law_of_bidang as law
from attrs import define, field

from nomenklatur.catalog import Catalog, CatalogInfo, Entry, Erratum
from nomenklatur.catalog.datapackage import describe, write_folder
from nomenklatur.catalog.folder import catalog_files
from nomenklatur.catalog.records import csv_bytes
from nomenklatur.codes import Authority, Code, Level, Scheme
from nomenklatur.crosswalk import Crosswalk, CrosswalkInfo, Mapping, Relation, Target
from nomenklatur.crosswalk.folder import crosswalk_files
from nomenklatur.names import same_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parents[1]
SEED = ROOT / "examples" / "renja-2021-dinas-koperasi-kota-semarang.txt"
OUTPUT = ROOT / "catalogs" / "nomenklatur_catalogs"

LEGACY, NEW = "permendagri-13-2006", "permendagri-90-2019"
AUTHOR = "Dinas Koperasi dan Usaha Mikro Kota Semarang"
SOURCE = f"Renja 2021 {AUTHOR}, LAMPIRAN Pemetaan Nomenklatur"
KOTA = frozenset({Authority.KABUPATEN_KOTA})

OFFICIAL_NAMES = {
    "X.XX.01": "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH",
    "X.XX.01.2.03.11": "Penyediaan Barang Cetakan dan Penggandaan",
}
"""Names of Permendagri 90/2019 where the LAMPIRAN prints others."""
WRONG_IN_THE_REGULATION = {
    "2.17.06.2.01.01": "a kabupaten/kota code whose name says Kewenangan Provinsi",
}

_PRINTED_LEGACY = re.compile(r"(0|00|1|01)\.(00|15)\.(?:(00)\.)?(\d\d)(?:\.([\d.]{3,4}))?")


@define
class Row:
    """A kegiatan of the LAMPIRAN with what stands beside it."""

    printed_code: str
    name: str
    program: str
    indikator: str = ""
    keterangan: str = ""
    chain: list[tuple[str, str]] = field(factory=list)


@define
class Annex:
    """The LAMPIRAN: programs with their printed codes, and kegiatan."""

    programs: dict[str, tuple[str, str]] = field(factory=dict)
    rows: list[Row] = field(factory=list)


def read_annex(text: str) -> Annex:
    """Read the LAMPIRAN off the document's text."""
    annex, program = Annex(), ""
    for line in text[text.index("KODE\tURAIAN\tKODE\tURAIAN") :].splitlines()[1:]:
        if not line.strip():
            continue
        left_code, left, right_code, right, keterangan = line.split("\t")
        if left_code and left.upper().startswith("PROGRAM "):
            program = str(legacy_code(left_code))
            annex.programs[program] = (left_code, left)
            continue
        if left_code:
            annex.rows.append(Row(left_code, left, program))
            continue
        row = annex.rows[-1]
        row.indikator = row.indikator or left
        row.keterangan = row.keterangan or keterangan
        if right:
            row.chain.append((right_code, right))
    return annex


def legacy_code(printed: str) -> Code:
    """The code of any of the LAMPIRAN's spellings: `1.15.17.014`, `1.15.00.18.02.4`, `00.00.01`."""
    match = _PRINTED_LEGACY.fullmatch(printed)
    if match is None:
        raise ValueError(f"{printed!r} is no legacy code")
    urusan, bidang, _, program, kegiatan = match.groups()
    urusan = urusan[-1]
    parts = [urusan, bidang, *(["00"] if urusan != "0" else []), program]
    if kegiatan:
        parts.append(kegiatan.replace(".", ""))
    level = Level.KEGIATAN if kegiatan else Level.PROGRAM
    return Code.parse(".".join(parts), scheme=Scheme.LEGACY, level=level)


def new_code(printed: str, name: str) -> Code:
    """The code of the right side: `02.17` is 2.17; an urusan without a code is told by its name."""
    if not printed and name.startswith("URUSAN PEMERINTAHAN WAJIB YANG TIDAK BERKAITAN"):
        printed = "2"
    return Code.parse(re.sub(r"^0(?=\d)", "", printed), scheme=Scheme.NEW)


def realised_names(text: str) -> Iterator[tuple[str, str, str]]:
    """Program number, kegiatan number (or none) and name of each row of table 2.2."""
    program = ""
    body = text[text.index("Realisasi Keuangan", text.index("\nTabel 2.2\n")) :]
    for line in body[: body.index("Dari data pada Tabel 2.2")].splitlines():
        number, _, rest = line.partition("\t")
        name = rest.partition("\t")[0]
        if re.fullmatch(r"\d\d", number):
            program = number
            yield program, "", name
        elif re.fullmatch(r"\d{3}", number):
            yield program, number, name


def legacy_catalog(annex: Annex, text: str) -> Catalog:
    """The programs and kegiatan of the left side, under the bidang urusan in law."""
    realised = {number[:2]: number[2] for number in realised_names(text)}
    entries = [
        Entry(Code.parse(code, scheme=Scheme.LEGACY), name)
        for code, name in (law.LEGACY_URUSAN | law.LEGACY_BIDANG).items()
    ]
    errata: list[Erratum] = []
    printed = [
        *annex.programs.values(),
        *((row.printed_code, row.name) for row in annex.rows),
    ]
    for printed_code, name in printed:
        code = legacy_code(printed_code)
        other = realised.get((code.program, code.kegiatan or ""), "")
        aliases = (other,) if other and not same_name(other, name) else ()
        entries.append(Entry(code, name, aliases=aliases))
        if printed_code != str(code):
            errata.append(Erratum(str(code), printed_code, str(code), "spelling of the code"))
        if aliases:
            errata.append(Erratum(str(code), other, name, "name in table 2.2"))
    info = CatalogInfo(
        LEGACY,
        "Program dan kegiatan menurut Permendagri 13/2006",
        regulation=(
            "Permendagri 13/2006 tentang Pedoman Pengelolaan Keuangan Daerah, diubah dengan "
            "Permendagri 59/2007 dan 21/2011"
        ),
        legal_basis=(
            "Bidang urusan: UU 32/2004 Pasal 13 dan 14, PP 38/2007 Pasal 7 ayat (2) dan (4); "
            "numbers: Permendagri 59/2007 Lampiran A"
        ),
        scheme=Scheme.LEGACY,
        valid_from=2007,
        valid_until=2020,
        source=f"{SOURCE}, left side; other spellings: its table 2.2",
        partial=(
            "all bidang urusan, but only the programs and kegiatan of one office's Renja 2021; "
            "every region added kegiatan of its own"
        ),
        errata=tuple(errata),
    )
    return Catalog(info, tuple(sorted(entries, key=lambda entry: entry.code)))


def new_catalog(annex: Annex) -> Catalog:
    """The rows of Permendagri 90/2019 that the right side cites."""
    names: dict[Code, Counter[str]] = defaultdict(Counter)
    codeless = 0
    for row in annex.rows:
        for printed, name in row.chain:
            names[new_code(printed, name)][name] += 1
            codeless += not printed
    entries, errata = [], []
    for code in sorted(names):
        (name, _), *others = names[code].most_common()
        official = OFFICIAL_NAMES.get(str(code), "")
        below = code.level >= Level.KEGIATAN
        entries.append(Entry(code, name, KOTA if below else frozenset(), official_name=official))
        if official:
            errata.append(Erratum(str(code), name, official, "printed so throughout"))
        errata += [Erratum(str(code), o, name, f"printed in {n} row(s)") for o, n in others]
        if note := WRONG_IN_THE_REGULATION.get(str(code)):
            errata.append(Erratum(str(code), name, "", note))
    errata.append(Erratum("2", "", "2", f"code missing in {codeless} row(s)"))
    errata.append(
        Erratum("2.17", "02.17", "2.17", "spelling of the code, also of its programs (02.17.08)")
    )
    info = CatalogInfo(
        NEW,
        "Klasifikasi, kodefikasi, dan nomenklatur menurut Permendagri 90/2019",
        regulation=(
            "Permendagri 90/2019 tentang Klasifikasi, Kodefikasi, dan Nomenklatur Perencanaan "
            "Pembangunan dan Keuangan Daerah"
        ),
        scheme=Scheme.NEW,
        authorities=KOTA,
        valid_from=2021,
        source=f"{SOURCE}, right side",
        partial="only what one office's mapping cites: X.XX.01 and bidang urusan 2.17",
        errata=tuple(errata),
    )
    return Catalog(info, tuple(entries))


def relation(row: Row) -> Relation | None:
    """What the KETERANGAN says; None where it says nothing."""
    if "rincian belanja" in row.keterangan.lower():
        return Relation.BROAD
    return Relation.EXACT if row.keterangan == "Sesuai Sub Kegiatan" else None


def crosswalk(annex: Annex) -> Crosswalk:
    """The mapping, row by row."""
    mappings, errata = [], []
    for row in annex.rows:
        source = legacy_code(row.printed_code)
        if str(source) != row.printed_code:
            errata.append(
                Erratum(str(source), row.printed_code, str(source), "spelling of the code")
            )
        targets = [Target(new_code(*row.chain[-1]), row.chain[-1][1])] if row.chain else []
        errata += _chain_errata(source, row.chain)
        if not targets:
            errata.append(
                Erratum(str(source), row.keterangan, "", "no target is printed, so none is here")
            )
        mappings.append(
            Mapping(
                source,
                row.name,
                relation(row),
                tuple(targets),
                authority=Authority.KABUPATEN_KOTA,
                program_name=annex.programs[row.program][1],
                keterangan=row.keterangan,
                indikator=row.indikator,
                author=AUTHOR,
                date="2020",
            )
        )
    info = CrosswalkInfo(
        f"{LEGACY}--{NEW}",
        LEGACY,
        NEW,
        title="Pemetaan nomenklatur: Permendagri 13/2006 ke Permendagri 90/2019",
        provenance=SOURCE,
        author=AUTHOR,
        date="2020",
        errata=tuple(errata),
    )
    return Crosswalk(info, tuple(mappings))


def _chain_errata(source: Code, chain: list[tuple[str, str]]) -> Iterator[Erratum]:
    for printed, name in chain:
        if not printed:
            yield Erratum(str(source), "", "2", f"no code beside {name}")
        elif printed == "2" and "TIDAK" not in name:
            right = name.replace("YANG BERKAITAN", "YANG TIDAK BERKAITAN")
            yield Erratum(str(source), f"2 {name}", f"2 {right}", "the name of urusan 1 beside 2")


def bidang_files() -> dict[str, bytes]:
    """The bidang correspondence."""
    rows = law.rows()
    data = csv_bytes(law.COLUMNS, rows)
    descriptor = describe(
        "bidang-urusan",
        title="Bidang urusan menurut PP 38/2007, UU 23/2014, dan Permendagri 90/2019",
        source="the laws themselves",
        path="bidang.csv",
        data=data,
        rows=len(rows),
        columns=law.COLUMNS,
        meta={
            "kind": "bidang",
            "legal_basis": law.BASIS,
        },
    )
    return {"datapackage.json": descriptor, "bidang.csv": data}


def make(text: str) -> dict[str, dict[str, bytes]]:
    """The files of each folder."""
    annex = read_annex(text)
    mapping = crosswalk(annex)
    return {
        LEGACY: catalog_files(legacy_catalog(annex, text)),
        NEW: catalog_files(new_catalog(annex)),
        mapping.id: crosswalk_files(mapping),
        "bidang-urusan": bidang_files(),
    }


def main(arguments: Iterable[str] | None = None) -> None:
    """Write the folders."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seed", type=Path, default=SEED)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    options = parser.parse_args(None if arguments is None else list(arguments))
    for name, files in make(options.seed.read_text(encoding="utf-8")).items():
        write_folder(options.output / name, files)
        print(options.output / name)


if __name__ == "__main__":
    main()
