"""Plans as an office has them in mind, before anyone draws a table of them."""

from __future__ import annotations

from attrs import frozen
from hypothesis import strategies as st

VERBS = (
    "Penyediaan", "Pengadaan", "Pemeliharaan", "Penyusunan", "Peningkatan", "Pengembangan",
    "Fasilitasi", "Pembinaan", "Koordinasi", "Pendampingan", "Rehabilitasi", "Sosialisasi",
)  # fmt: skip
OBJECTS = (
    "Alat Tulis Kantor", "Peralatan Rumah Tangga", "Gedung Kantor", "Kendaraan Dinas / Operasional",
    "Usaha Mikro", "Kelembagaan Koperasi", "Pelaporan Keuangan Semesteran", "Jaringan Irigasi",
    "Makanan Dan Minuman", "Akses Pasar", "Jalan Desa", "Barang Cetakan dan Penggandaan",
    "Rencana Kerja Dan Anggaran", "Data Dan Informasi", "Perizinan Usaha Simpan Pinjam",
)  # fmt: skip
SUBJECTS = (
    "PELAYANAN ADMINISTRASI PERKANTORAN", "PENINGKATAN SARANA DAN PRASARANA APARATUR",
    "PENGEMBANGAN SISTEM PELAPORAN", "PENGEMBANGAN KEWIRAUSAHAAN", "KUALITAS KELEMBAGAAN KOPERASI",
    "PEMASARAN DAN JARINGAN USAHA UMKM", "PENGELOLAAN SUMBER DAYA AIR",
)  # fmt: skip
MEASURES = ("Cakupan pelayanan", "Jumlah dokumen", "Pelaku usaha yang dibina", "Laporan")
TARGETS = ("100%", "12 bulan", "1 dokumen", "200 org", "88,6%", "4 keg")
PLACES = ("Kota Semarang", "Dinas Koperasi dan Usaha Mikro", "Kec. Ngaliyan, Kec. Tembalang")


@frozen
class KegiatanSpec:
    """A kegiatan: name, money per year, indicators with a target per year, place."""

    name: str
    amounts: tuple[int, ...]
    indicators: tuple[tuple[str, tuple[str, ...]], ...]
    lokasi: str


@frozen
class ProgramSpec:
    """A program with its kegiatan."""

    name: str
    kegiatan: tuple[KegiatanSpec, ...]


@frozen
class PlanSpec:
    """A plan for one or more years."""

    years: tuple[int, ...]
    programs: tuple[ProgramSpec, ...]

    @property
    def kegiatan(self) -> tuple[tuple[ProgramSpec, KegiatanSpec], ...]:
        """Every kegiatan with its program."""
        return tuple((program, one) for program in self.programs for one in program.kegiatan)

    def total(self, column: int) -> int:
        """The sum of all kegiatan in a year."""
        return sum(one.amounts[column] for _, one in self.kegiatan)


amounts = st.one_of(
    st.integers(1_000, 9_999_999_999), st.integers(1, 9_999).map(lambda n: n * 1_000_000)
)
"""Whole rupiah as plans have them."""


def kegiatan_names(count: int) -> st.SearchStrategy[list[str]]:
    """Distinct names of kegiatan."""
    names = st.builds("{} {}".format, st.sampled_from(VERBS), st.sampled_from(OBJECTS))
    return st.lists(names, min_size=count, max_size=count, unique_by=str.casefold)


@st.composite
def kegiatan_specs(draw: st.DrawFn, name: str, years: int) -> KegiatanSpec:
    """A kegiatan of that name."""
    money = tuple(draw(amounts) for _ in range(years))
    targets = st.tuples(*[st.sampled_from(TARGETS)] * years)
    texts = draw(st.lists(st.sampled_from(MEASURES), min_size=1, max_size=3, unique=True))
    indicators = tuple((text, draw(targets)) for text in texts)
    return KegiatanSpec(name, money, indicators, draw(st.sampled_from(PLACES)))


@st.composite
def plan_specs(draw: st.DrawFn, *, max_programs: int = 4, max_kegiatan: int = 4) -> PlanSpec:
    """A plan of one to three years."""
    first = draw(st.integers(2015, 2030))
    years = tuple(range(first, first + draw(st.integers(1, 3))))
    subjects = draw(
        st.lists(st.sampled_from(SUBJECTS), min_size=1, max_size=max_programs, unique=True)
    )
    programs = []
    for subject in subjects:
        names = draw(kegiatan_names(draw(st.integers(1, max_kegiatan))))
        below = tuple(draw(kegiatan_specs(name, len(years))) for name in names)
        programs.append(ProgramSpec(f"PROGRAM {subject}", below))
    return PlanSpec(years, tuple(programs))
