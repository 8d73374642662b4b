"""Plans as offices have them in mind, drawn by chance: a tree of activities and their money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import Factory, define, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

ACTIONS = (
    "Penyediaan", "Pengadaan", "Pemeliharaan", "Penyusunan", "Peningkatan", "Pengembangan",
    "Fasilitasi", "Pembinaan", "Koordinasi", "Pendampingan", "Rehabilitasi", "Sosialisasi",
    "Pelatihan", "Pendataan", "Pengawasan", "Pembangunan",
)  # fmt: skip
THINGS = (
    "Alat Tulis Kantor", "Peralatan Kantor", "Gedung Layanan", "Kendaraan Dinas", "Usaha Mikro",
    "Kelembagaan Koperasi", "Laporan Keuangan", "Jaringan Air", "Makanan dan Minuman",
    "Akses Pasar", "Jalan Desa", "Barang Cetakan", "Rencana Kerja", "Data dan Informasi",
    "Usaha Simpan Pinjam", "Tenaga Layanan", "Kelompok Tani", "Pasar Rakyat", "Taman Kota",
    "Arsip Daerah", "Lumbung Pangan", "Kader Desa", "Perahu Nelayan", "Balai Warga",
)  # fmt: skip
SUBJECTS = (
    "Pelayanan Administrasi Perkantoran", "Pengembangan Kewirausahaan", "Kelembagaan Koperasi",
    "Upaya Layanan Masyarakat", "Penataan Kawasan", "Pengelolaan Air", "Penyelenggaraan Jalan",
    "Pemberdayaan Usaha", "Pengawasan Koperasi", "Desa Sehat", "Penunjang Urusan", "Pemasaran",
)  # fmt: skip
LOOK_ALIKES = (
    "Jumlah Kader yang Dilatih", "Kegiatan Car Free Day", "Puskesmas Keliling",
    "Kecamatan Bersih", "Belanja Jasa Tenaga Kebersihan", "Program Gizi Sekolah",
    "Total Sanitasi Berbasis Masyarakat", "Rekapitulasi Data Posyandu", "Dinas Luar Daerah",
    "Kantor Layak Anak", "Sub Total Layanan Gizi", "Bagian Jalan Rusak", "Kelurahan Siaga",
    "Jumlah Posyandu yang Dibina", "Sekretariat Bersama Forum Warga", "Sisa Pekerjaan Jalan",
)  # fmt: skip
OFFICES = (
    ("2.17", "DINAS KOPERASI", "1.15"), ("1.02", "DINAS KESEHATAN", "1.02"),
    ("1.03", "DINAS PEKERJAAN UMUM", "1.03"), ("2.15", "DINAS PERHUBUNGAN", "1.07"),
    ("3.27", "DINAS PERTANIAN", "2.01"), ("2.11", "DINAS LINGKUNGAN HIDUP", "1.08"),
)  # fmt: skip


@frozen
class Shape:
    """The money columns of a plan.

    Attributes:
        name: What they are.
        headings: Of each column: the heading over several, and its own.
        mains: Positions of the plan's own columns, with their years if there are several.
        signs: How columns follow from the drawn ones: a row of factors for each column.
    """

    name: str
    headings: tuple[tuple[str, str], ...]
    mains: tuple[tuple[int, int | None], ...]
    signs: tuple[tuple[int, ...], ...]

    def amounts(self, drawn: Sequence[int]) -> tuple[int, ...]:
        """The amounts of all columns, of the drawn ones."""
        return tuple(
            sum(factor * amount for factor, amount in zip(row, drawn, strict=True))
            for row in self.signs
        )


def _unit(count: int) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(int(one == other) for other in range(count)) for one in range(count))


def _with_sum(count: int, *, first: bool = False) -> tuple[tuple[int, ...], ...]:
    rows, total = _unit(count), (1,) * count
    return (total, *rows) if first else (*rows, total)


def draw_shape(chance: Random, name: str, year: int) -> Shape:  # noqa: PLR0911 - a kind each
    """Money columns of that name."""
    pagu = chance.choice(("Pagu", "Pagu Indikatif", "Anggaran", "Pagu Indikatif (Rp)", "Jumlah"))
    count = chance.randint(2, 5)
    heads: tuple[tuple[str, str], ...]
    match name:
        case "years":
            heads = tuple((pagu, f"{year + one}") for one in range(count))
            mains = tuple((one, year + one) for one in range(count))
            return Shape(name, heads, mains, _unit(count))
        case "forward":
            heads = ((f"Rencana Tahun {year}", pagu), (f"Prakiraan Maju Tahun {year + 1}", pagu))
            return Shape(name, heads, ((0, year), (1, year + 1)), _unit(2))
        case "change":
            top = chance.choice(("", "Jumlah (Rp)"))
            heads = ((top, "Sebelum Perubahan"), (top, "Setelah Perubahan"))
            heads = (*heads, ("", "Bertambah/(Berkurang)"))
            return Shape(name, heads, ((1, None),), ((1, 0), (0, 1), (-1, 1)))
        case "quarters":
            top = chance.choice(("", "Rencana Penarikan"))
            heads = tuple((top, f"Triwulan {one}") for one in ("I", "II", "III", "IV"))
            first = chance.random() < 0.5
            own = ("", "Pagu" if first else "Jumlah")
            heads = (own, *heads) if first else (*heads, own)
            return Shape(name, heads, ((0 if first else 4, None),), _with_sum(4, first=first))
        case "kinds":
            heads = tuple(("Kelompok Belanja", one) for one in ("Operasi", "Modal", "Transfer"))
            heads = (*heads, ("", "Jumlah Belanja"))
            return Shape(name, heads, ((3, None),), _with_sum(3))
        case "funds":
            heads = tuple(("Sumber Dana", one) for one in ("PAD", "DAU", "DAK"))
            return Shape(name, (*heads, ("", "Jumlah")), ((3, None),), _with_sum(3))
        case "realisation":
            heads = (("", "Anggaran"), ("", "Realisasi"), ("", "Sisa"))
            return Shape(name, heads, ((0, None),), ((1, 1), (1, 0), (0, 1)))
        case _:
            heads = (("", chance.choice((pagu, f"{pagu} {year}"))),)
            return Shape("one", heads, ((0, None),), _unit(1))


@define
class Node:
    """A row of the tree: an office, a bidang, a program, a kegiatan or a sub kegiatan.

    Attributes:
        level: Which of them.
        code: Its code, as segments.
        name: Its name.
        office: The office that it belongs to.
        children: What is below it.
        own: The amounts of a leaf, or those that a parent declares by mistake.
        drawn: The amounts of a leaf that its others follow from.
        is_empty: Whether a leaf has no amounts.
    """

    level: str
    code: tuple[str, ...]
    name: str
    office: str
    children: list[Node] = Factory(list)
    own: tuple[int, ...] | None = None
    drawn: tuple[int, ...] = ()
    is_empty: bool = False

    @property
    def is_leaf(self) -> bool:
        """Whether nothing is below it."""
        return not self.children

    def walk(self) -> Iterator[Node]:
        """It and all below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()

    def leaves(self) -> list[Node]:
        """All below it that have nothing below them."""
        return [node for node in self.walk() if node.is_leaf]

    def amounts(self) -> tuple[int, ...]:
        """The sum of its leaves in each column."""
        return tuple(map(sum, zip(*(leaf.own for leaf in self.leaves() if leaf.own), strict=True)))


def draw_amount(chance: Random, *, odd: bool) -> int:
    """Whole rupiah; odd ones do not add up to each other by accident."""
    if odd or chance.random() < 0.5:
        return chance.randint(1_001, 9_999_999) * 1_000 + chance.choice((0, 500, 125, 7))
    return chance.randint(1, 900) * 1_000_000


@define
class Names:
    """Names that are not given twice."""

    chance: Random
    look_alikes: float
    given: set[str] = Factory(set)

    def activity(self) -> str:
        """The name of an activity."""
        while True:
            if self.chance.random() < self.look_alikes:
                name = self.chance.choice(LOOK_ALIKES)
                if name in self.given:
                    name += f" {self.chance.choice(('Desa', 'Kota', 'Tahap'))} {len(self.given)}"
            else:
                name = f"{self.chance.choice(ACTIONS)} {self.chance.choice(THINGS)}"
                if name in self.given:
                    name += f" Tahap {len(self.given)}"
            if name not in self.given:
                self.given.add(name)
                return name


def _numbers(chance: Random, count: int, last: int) -> list[int]:
    return sorted(chance.sample(range(1, last + 1), count))


@frozen
class TreeSpec:
    """What a tree is to be like.

    Attributes:
        new: Codes of Permendagri 90/2019 and after, else of 13/2006.
        offices: How many offices.
        digits: Digits of a sub kegiatan, or of a legacy kegiatan.
        unit: Whether a legacy code has a unit.
        program_word: Whether the names of programs begin with the word.
        look_alikes: Share of names that look like something else.
        odd: Whether amounts must not add up by accident.
    """

    new: bool
    offices: int
    digits: int
    unit: bool
    program_word: bool
    look_alikes: float
    odd: bool


def draw_tree(chance: Random, spec: TreeSpec, shape: Shape) -> list[Node]:
    """The offices of a plan."""
    names = Names(chance, spec.look_alikes)
    offices = []
    for new_bidang, name, legacy_bidang in chance.sample(OFFICES, spec.offices):
        bidang = tuple((new_bidang if spec.new else legacy_bidang).split("."))
        office = Node("office", bidang, name, name)
        programs = chance.sample(SUBJECTS, chance.randint(1, 3))
        for number, subject in zip(_numbers(chance, len(programs), 30), programs, strict=True):
            title = f"Program {subject}" if spec.program_word else subject
            title = title.upper() if spec.new else title
            unit = ("01",) if spec.unit and not spec.new else ()
            program = Node("program", (*bidang, *unit, f"{number:02}"), title, name)
            _fill(chance, spec, program, names)
            office.children.append(program)
        offices.append(office)
    for leaf in (leaf for office in offices for leaf in office.leaves()):
        columns = len(shape.signs[0])
        drawn = [draw_amount(chance, odd=spec.odd) for _ in range(columns)]
        if columns > 1 and chance.random() < 0.2:
            drawn[chance.randrange(columns)] = 0
        leaf.drawn = tuple(drawn)
        leaf.own = shape.amounts(drawn)
    return offices


def _fill(chance: Random, spec: TreeSpec, program: Node, names: Names) -> None:
    for number in _numbers(chance, chance.randint(1, 3), 20):
        if not spec.new:
            code = (*program.code, f"{number:0{spec.digits}}")
            program.children.append(Node("kegiatan", code, names.activity(), program.office))
            continue
        code = (*program.code, "2", f"{number:02}")
        kegiatan = Node("kegiatan", code, names.activity(), program.office)
        program.children.append(kegiatan)
        if chance.random() < 0.92:
            for below in _numbers(chance, chance.randint(1, 3), 15):
                sub = (*code, f"{below:0{spec.digits}}")
                kegiatan.children.append(Node("sub", sub, names.activity(), program.office))
