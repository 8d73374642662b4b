"""A small catalog for matching, made of names that the embedded catalog has too."""

from __future__ import annotations

from nomenklatur.catalog import Catalog, CatalogInfo, Entry, Status
from nomenklatur.codes import Authority, Code, Level, Scheme
from nomenklatur.match import Query

KABKOTA = frozenset({Authority.KABUPATEN_KOTA})

ROWS = (
    ("X.XX", "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH"),
    ("X.XX.01", "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH"),
    ("X.XX.01.2.03", "Administrasi Umum"),
    ("X.XX.01.2.03.10", "Penyediaan Alat Tulis Kantor"),
    ("X.XX.01.2.03.22", "Pengadaan Perlengkapan Gedung Kantor"),
    ("X.XX.01.2.03.24", "Pengadaan Peralatan Gedung Kantor"),
    ("X.XX.01.2.03.34", "Pemeliharaan Rutin/Berkala Peralatan Gedung Kantor"),
    ("1.03", "URUSAN PEMERINTAHAN BIDANG PEKERJAAN UMUM DAN PENATAAN RUANG"),
    ("1.03.10", "PROGRAM PENYELENGGARAAN JALAN"),
    ("1.03.10.2.01", "Penyelenggaraan Jalan Kabupaten/Kota"),
    ("1.03.10.2.01.05", "Pembangunan Jalan"),
    ("1.03.10.2.01.09", "Rehabilitasi Jalan"),
    ("2.17", "URUSAN PEMERINTAHAN BIDANG KOPERASI, USAHA KECIL, DAN MENENGAH"),
    ("2.17.04", "PROGRAM PENILAIAN KESEHATAN KSP/USP KOPERASI"),
    ("2.17.04.2.01", "Penilaian Kesehatan Koperasi Simpan Pinjam"),
    ("2.17.04.2.01.01", "Pelaksanaan Penilaian Kesehatan KSP/USP Koperasi"),
    ("2.17.04.2.01.02", "Penghargaan Kesehatan KSP/USP Koperasi"),
    ("2.17.07", "PROGRAM PEMBERDAYAAN USAHA MENENGAH, USAHA KECIL, DAN USAHA MIKRO (UMKM)"),
    ("2.17.07.2.01", "Pemberdayaan Usaha Mikro yang Dilakukan Melalui Pendataan dan Kemitraan"),
    ("2.17.07.2.01.01", "Pendataan Potensi dan Pengembangan Usaha Mikro"),
    ("2.17.07.2.01.02", "Pemberdayaan Melalui Kemitraan Usaha Mikro"),
    ("2.17.07.2.01.03", "Fasilitasi Kemudahan Perizinan Usaha Mikro"),
)
ELSEWHERE = (
    ("2.22", "URUSAN PEMERINTAHAN BIDANG KEBUDAYAAN"),
    ("2.22.02", "PROGRAM PENGEMBANGAN KEBUDAYAAN"),
    ("2.22.02.2.01", "Pengelolaan Kebudayaan"),
    ("2.22.02.2.01.01", "Pembinaan Sanggar Tari"),
    ("2.22.02.2.01.02", "Penyelenggaraan Lomba Mewarnai"),
)
"""Entries of another bidang that share no word of weight with the rest."""


def small_catalog(rows: tuple[tuple[str, str], ...] = ROWS) -> Catalog:
    entries = [Entry(Code.parse(code), name, KABKOTA) for code, name in rows]
    retired = Entry(Code.parse("2.17.04.2.01.09"), "Penilaian Lama", KABKOTA, status=Status.RETIRED)
    ordered = sorted((*entries, retired), key=lambda entry: entry.code)
    return Catalog(CatalogInfo("small"), tuple(ordered))


def legacy(code: str) -> Code:
    return Code.parse(code, scheme=Scheme.LEGACY, level=Level.KEGIATAN)


def koperasi(name: str, program: str = "") -> Query:
    return Query(name, program, legacy("1.15.16.021"))


def office(name: str) -> Query:
    return Query(name, "PROGRAM PELAYANAN ADMINISTRASI PERKANTORAN", legacy("0.00.01.010"))
