"""The bidang urusan in law: names and numbers under three numberings, and how they correspond.

These are facts of law, written down from the laws themselves. The numbers of two numberings
follow from the order in which UU 23/2014 Pasal 12 lists the urusan.
"""

from __future__ import annotations

from collections import defaultdict

LEGACY_URUSAN = {"1": "Urusan Wajib", "2": "Urusan Pilihan"}

LEGACY_BIDANG = {
    "1.01": "Pendidikan",
    "1.02": "Kesehatan",
    "1.03": "Pekerjaan Umum",
    "1.04": "Perumahan",
    "1.05": "Penataan Ruang",
    "1.06": "Perencanaan Pembangunan",
    "1.07": "Perhubungan",
    "1.08": "Lingkungan Hidup",
    "1.09": "Pertanahan",
    "1.10": "Kependudukan dan Catatan Sipil",
    "1.11": "Pemberdayaan Perempuan dan Perlindungan Anak",
    "1.12": "Keluarga Berencana dan Keluarga Sejahtera",
    "1.13": "Sosial",
    "1.14": "Ketenagakerjaan",
    "1.15": "Koperasi dan Usaha Kecil dan Menengah",
    "1.16": "Penanaman Modal",
    "1.17": "Kebudayaan",
    "1.18": "Kepemudaan dan Olahraga",
    "1.19": "Kesatuan Bangsa dan Politik Dalam Negeri",
    "1.20": (
        "Otonomi Daerah, Pemerintahan Umum, Administrasi Keuangan Daerah, Perangkat Daerah, "
        "Kepegawaian, dan Persandian"
    ),
    "1.21": "Ketahanan Pangan",
    "1.22": "Pemberdayaan Masyarakat dan Desa",
    "1.23": "Statistik",
    "1.24": "Kearsipan",
    "1.25": "Komunikasi dan Informatika",
    "1.26": "Perpustakaan",
    "2.01": "Pertanian",
    "2.02": "Kehutanan",
    "2.03": "Energi dan Sumber Daya Mineral",
    "2.04": "Pariwisata",
    "2.05": "Kelautan dan Perikanan",
    "2.06": "Perdagangan",
    "2.07": "Industri",
    "2.08": "Ketransmigrasian",
}
"""Numbers of Permendagri 13/2006 Lampiran A as changed by Permendagri 59/2007; names of
PP 38/2007 Pasal 7 ayat (2) and (4), which both lists share."""

UU_23_PASAL_12 = {
    1: (
        "Pendidikan",
        "Kesehatan",
        "Pekerjaan Umum dan Penataan Ruang",
        "Perumahan Rakyat dan Kawasan Permukiman",
        "Ketenteraman, Ketertiban Umum, dan Pelindungan Masyarakat",
        "Sosial",
    ),
    2: (
        "Tenaga Kerja",
        "Pemberdayaan Perempuan dan Pelindungan Anak",
        "Pangan",
        "Pertanahan",
        "Lingkungan Hidup",
        "Administrasi Kependudukan dan Pencatatan Sipil",
        "Pemberdayaan Masyarakat dan Desa",
        "Pengendalian Penduduk dan Keluarga Berencana",
        "Perhubungan",
        "Komunikasi dan Informatika",
        "Koperasi, Usaha Kecil, dan Menengah",
        "Penanaman Modal",
        "Kepemudaan dan Olah Raga",
        "Statistik",
        "Persandian",
        "Kebudayaan",
        "Perpustakaan",
        "Kearsipan",
    ),
    3: (
        "Kelautan dan Perikanan",
        "Pariwisata",
        "Pertanian",
        "Kehutanan",
        "Energi dan Sumber Daya Mineral",
        "Perdagangan",
        "Perindustrian",
        "Transmigrasi",
    ),
}
"""UU 23/2014 Pasal 12: ayat (1) wajib with basic services, (2) wajib without, (3) pilihan."""

UU_23_BIDANG = {
    f"{ayat}.{number:02}": name
    for ayat, names in UU_23_PASAL_12.items()
    for number, name in enumerate(names, 1)
}

SUPPORT_BIDANG = {
    "4.01": "Administrasi Pemerintahan",
    "4.02": "Pengawasan",
    "4.03": "Perencanaan",
    "4.04": "Keuangan",
    "4.05": "Kepegawaian",
    "4.06": "Pendidikan dan Pelatihan",
    "4.07": "Penelitian dan Pengembangan",
}
"""Supporting functions (UU 23/2014 Pasal 209 to 219). No law numbers them: these are the numbers
that regions went on budgeting with under Permendagri 13/2006 between 2017 and 2020."""

NEW_BIDANG = {
    f"{ayat}.{number:02}": name
    for number, (ayat, name) in enumerate(
        ((ayat, name) for ayat, names in UU_23_PASAL_12.items() for name in names), 1
    )
} | {
    "1.04": "Perumahan dan Kawasan Permukiman",
    "1.05": "Ketenteraman dan Ketertiban Umum serta Perlindungan Masyarakat",
    "2.08": "Pemberdayaan Perempuan dan Perlindungan Anak",
    "2.19": "Kepemudaan dan Olahraga",
    "4.01": "Sekretariat Daerah",
    "4.02": "Sekretariat DPRD",
    "5.01": "Perencanaan",
    "5.02": "Keuangan",
    "5.03": "Kepegawaian",
    "5.04": "Pendidikan dan Pelatihan",
    "5.05": "Penelitian dan Pengembangan",
    "5.06": "Penghubung",
    "5.07": "Pengelolaan Perbatasan",
    "6.01": "Inspektorat Daerah",
    "7.01": "Kecamatan",
    "8.01": "Kesatuan Bangsa dan Politik",
}
"""Permendagri 90/2019: the urusan of Pasal 12 numbered through, some under names of its own, and
the unsur at 4 to 8."""

_HEIRS = {
    "1.01": "1.01", "1.02": "1.02", "1.03": "1.03", "1.04": "1.04", "1.05": "1.03",
    "1.07": "2.09", "1.08": "2.05", "1.09": "2.04", "1.10": "2.06", "1.11": "2.02",
    "1.12": "2.08", "1.13": "1.06", "1.14": "2.01", "1.15": "2.11", "1.16": "2.12",
    "1.17": "2.16", "1.18": "2.13", "1.21": "2.03", "1.22": "2.07", "1.23": "2.14",
    "1.24": "2.18", "1.25": "2.10", "1.26": "2.17", "2.01": "3.03", "2.02": "3.04",
    "2.03": "3.05", "2.04": "3.02", "2.05": "3.01", "2.06": "3.06", "2.07": "3.07",
    "2.08": "3.08",
}  # fmt: skip
"""The urusan of UU 23/2014 that carries on each of PP 38/2007."""

_PARTS = (
    ("1.04", "1.05", "1.05", "pemadam kebakaran: UU 23/2014 Lampiran huruf E"),
    ("1.04", "1.04", "1.05", "pemadam kebakaran, where budgets left it with Perumahan"),
    ("1.06", "4.03", "5.01", ""),
    ("1.06", "4.03", "5.07", "wilayah perbatasan"),
    ("1.06", "4.07", "5.05", "penelitian dan pengembangan, no bidang of its own before"),
    ("1.19", "1.05", "1.05", "ketenteraman, ketertiban umum, bencana: UU 23/2014 Lampiran huruf E"),
    ("1.19", "1.05", "8.01", "kesatuan bangsa: urusan pemerintahan umum, UU 23/2014 Pasal 25"),
    ("1.20", "4.01", "4.01", "otonomi daerah, pemerintahan umum, perangkat daerah"),
    ("1.20", "4.01", "4.02", "dewan perwakilan rakyat daerah"),
    ("1.20", "4.01", "7.01", "kecamatan: UU 23/2014 Pasal 221"),
    ("1.20", "4.02", "6.01", "pengawasan: UU 23/2014 Pasal 216"),
    ("1.20", "4.04", "5.02", "administrasi keuangan daerah"),
    ("1.20", "4.05", "5.03", "kepegawaian"),
    ("1.20", "4.05", "5.04", "pendidikan dan pelatihan pegawai"),
    ("1.20", "4.06", "5.04", "pendidikan dan pelatihan"),
    ("1.20", "2.15", "2.21", "persandian: UU 23/2014 Pasal 12 ayat (2) huruf o"),
)
"""What UU 23/2014 split: a part of a bidang of PP 38/2007, its number after, its new bidang."""

BASIS = (
    "13_2006: numbers of Permendagri 13/2006 Lampiran A, changed by Permendagri 59/2007; names of "
    "UU 32/2004 Pasal 13 and 14, PP 38/2007 Pasal 7 ayat (2) and (4). "
    "uu_23: UU 23/2014 Pasal 12, numbered in its order; 4.01 to 4.07, the supporting functions of "
    "Pasal 209 to 219, by the practice of the budgets of 2017 to 2020. "
    "90_2019: Permendagri 90/2019 Lampiran, which numbers Pasal 12 through and puts the unsur at "
    "4 to 8."
)

COLUMNS = (
    "code_13_2006", "name_13_2006", "code_uu_23", "name_uu_23", "code_90_2019", "name_90_2019",
    "part",
)  # fmt: skip


def rows() -> list[tuple[str, ...]]:
    """The correspondence, one row for each bidang or part of one that went its own way."""
    new_of_uu_23 = dict(zip(UU_23_BIDANG, NEW_BIDANG, strict=False))
    parts: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for legacy, uu_23 in _HEIRS.items():
        parts[legacy].append((uu_23, new_of_uu_23[uu_23], ""))
    for legacy, uu_23, new, note in _PARTS:
        parts[legacy].append((uu_23, new, note))
    names = UU_23_BIDANG | SUPPORT_BIDANG
    return [
        (legacy, LEGACY_BIDANG[legacy], uu_23, names[uu_23], new, NEW_BIDANG[new], note)
        for legacy in LEGACY_BIDANG
        for uu_23, new, note in parts[legacy]
    ]
