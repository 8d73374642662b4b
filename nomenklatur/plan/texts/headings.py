"""What the words of a column heading say about the column.

The headings are those of Permendagri 54/2010 and 86/2017 (tables T-C.29 to T-C.33), of the
SIPD and SIMDA exports, and of the workbooks that offices make for themselves.
"""

from __future__ import annotations

import enum
import re
from typing import Final

from nomenklatur.codes import Level
from nomenklatur.remembered import remembers


class Role(enum.Enum):
    """What a column holds."""

    NUMBER = "number"
    CODE = "code"
    ACCOUNT = "account"
    ACCOUNT_NAME = "account name"
    NAME = "name"
    INDICATOR = "indicator"
    TARGET = "target"
    SATUAN = "satuan"
    LOKASI = "lokasi"
    AMOUNT = "amount"
    REALISATION = "realisation"
    PERCENT = "percent"
    DIFFERENCE = "difference"
    SUMBER_DANA = "sumber dana"
    NOTE = "note"
    OFFICE = "office"
    OFFICE_CODE = "office code"
    YEAR = "year"
    START = "start"
    LEVEL = "level"
    OTHER = "other"


MONEY_ROLES: Final = frozenset({Role.AMOUNT, Role.REALISATION})
"""Columns whose amounts a plan keeps; differences follow from them."""

_TOKEN = re.compile(r"[a-z]+|\d+|%")
_YEAR = re.compile(r"(?<!\d)(199\d|20[0-4]\d)(?!\d)")
_AHEAD = re.compile(r"(?:\bn|\btahun)\s*\+\s*(\d)(?!\d)")
_BEHIND = re.compile(r"\bn\s*[-–]\s*(\d)(?!\d)")
_BEFORE_N = re.compile(r"\btahun\s*[-–]\s*(\d)(?!\d)")
_ORDINAL = re.compile(r"\btahun\s*(?:ke)?\s*-?\s*(\d)(?!\d)")
_PERIOD = re.compile(
    r"(?:tw|tri\s*wulan|catur\s*wulan|cawu|semester|smt|bulan)\s*(?:ke\s*)?(?:[1-4]|iv|i{1,3})|"
    r"jan(?:uari)?|feb(?:ruari)?|mar(?:et)?|apr(?:il)?|mei|juni?|juli?|agu(?:st(?:us)?|s)?|"
    r"sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|des(?:ember)?"
)
_LONGEST_HEADING = 24  # words; what is longer is text

_LONGEST_CODE_HEADING = 8

_DEED = re.compile(r"pe[nmlr]|fasilita|koordina|sosialisa|rehabilita|monitor|evalua|bimbing")
_HEADING_NOUNS: Final = frozenset({
    "pendanaan", "pembiayaan", "perkiraan", "perangkat", "persen", "persentase", "penanggung",
    "pelaksana", "pelaksanaan", "pemda", "pencapaian", "perubahan", "permendagri",
})  # fmt: skip

_MONEY_WORDS: Final = frozenset({
    "pagu", "anggaran", "dana", "biaya", "alokasi", "plafon", "rp", "rupiah", "budget", "amount",
    "belanja", "pendanaan", "apbd", "pembiayaan", "dpa", "dppa", "rka",
})  # fmt: skip
_VAGUE_MONEY_WORDS: Final = frozenset({
    "jumlah", "total", "nilai", "kebutuhan",
})  # fmt: skip
_FILLING: Final = frozenset({
    "tahun", "ta", "th", "dan", "atau", "rencana", "perkiraan", "prakiraan", "maju", "indikatif",
    "murni", "perubahan", "rp", "rupiah", "dalam", "juta", "ribu", "sebelum", "sesudah",
    "setelah", "yang", "di", "ubah", "menjadi", "semula",
})  # fmt: skip
_NAME_WORDS: Final = frozenset({
    "uraian", "program", "kegiatan", "keg", "subkegiatan", "nomenklatur", "urusan", "nama",
    "name", "rincian",
})  # fmt: skip
_NAME_FILLING: Final = frozenset({
    "sub", "dan", "atau", "bidang", "unsur", "pemerintah", "pemerintahan", "daerah", "pd",
    "perangkat", "skpd", "opd", "serta", "prioritas", "permendagri", "kepmendagri", "nomor", "no",
    "lama", "baru", "renja", "apbd", "tahun", "indikator", "organisasi",
})  # fmt: skip
_OFFICE_WORDS: Final = frozenset({
    "opd", "skpd", "pd", "perangkat", "unit", "organisasi", "dinas",
})  # fmt: skip
_OFFICE_FILLING: Final = frozenset({
    "nama", "daerah", "kerja", "penanggung", "jawab", "pelaksana", "dan", "sub",
})  # fmt: skip
_OFFICE_CODES: Final = frozenset({"skpd", "opd", "pd", "unit", "organisasi", "perangkat"})
_FOREIGN_CODES: Final = _OFFICE_CODES | {
    "dana", "fungsi", "lokasi", "wilayah", "pemda", "satuan", "standar", "kelompok", "dokumen",
}  # fmt: skip
"""Words of headings over codes of something else than activities and accounts."""
_REGISTERS: Final = frozenset({
    "id", "no", "nomor", "nip", "nik", "npwp", "telp", "telepon", "hp", "rt", "rw", "kodepos",
    "created", "updated", "timestamp", "jadwal",
})  # fmt: skip
"""First words of headings over numbers that count, name or date something: never money."""
_SPENT_ON: Final = frozenset({"akun", "account", "belanja", "rekening"})
_OUTPUT_WORDS: Final = frozenset({
    "keluaran", "output", "outcome", "hasil", "kinerja",
})  # fmt: skip
_OUTPUT_FILLING: Final = frozenset({
    "sub", "keg", "kegiatan", "program", "kinerja", "dan", "uraian",
})  # fmt: skip
_OTHER_WORDS: Final = frozenset({
    "sasaran", "tujuan", "awal", "akhir", "prioritas", "spm", "ikk", "misi", "strategi",
    "kelompok", "bobot", "jenis", "bentuk", "hal", "halaman", "kondisi", "data", "waktu",
    "jadwal", "pemda", "kabupaten", "kota", "provinsi", "daerah", "relasi", "relation", "status",
    "capaian", "proyeksi", "definisi", "definition", "kewenangan", "authority",
})  # fmt: skip
_OTHER_FILLING: Final = frozenset({
    "pelaksanaan", "nasional", "standar", "pembangunan", "rpjmd", "renstra", "strategis", "dan",
    "kinerja", "tahun", "mulai", "selesai", "pada", "periode", "rencana", "perencanaan",
})  # fmt: skip


_SHORT: Final = {
    "giat": "kegiatan", "prgrm": "program", "prgm": "program", "prog": "program",
    "subgiat": "sub kegiatan", "subkeg": "sub kegiatan", "subkegiatan": "sub kegiatan",
    "subkeluaran": "sub keluaran", "subskpd": "sub skpd", "subunit": "sub unit",
    "sumberdana": "sumber dana", "nm": "nama", "kd": "kode", "rek": "rekening", "ang": "anggaran",
}  # fmt: skip
"""How databases shorten the words of their fields (SIPD, SIPKD, SIMDA)."""
_SPACED = re.compile(r"(?:\w ){3,}\w")
_FIELD = re.compile(
    r"(kd|kode|nm|nama|nu|no|id|ket|uraian)(urusan|bidang|unit|skpd|opd|subunit|subskpd|sub|"
    r"prgrm|prgm|prog|program|keg|giat|kegiatan|subkeg|subgiat|subkegiatan|rek|rekening|akun|dana)"
)
"""The name of a field whose words are glued: ``KDSUBKEG``, ``NMPRGRM``."""


def tokens(heading: str) -> tuple[str, ...]:
    """The words and numbers of a heading, in lower case; those of database fields in full.

    >>> tokens("KDSUBKEG"), tokens("kode_sub_giat")
    (('kode', 'sub', 'kegiatan'), ('kode', 'sub', 'kegiatan'))
    """
    found: list[str] = []
    text = heading.lower()
    for token in _TOKEN.findall(text.replace(" ", "") if _SPACED.fullmatch(text) else text):
        field = _FIELD.fullmatch(token)
        for word in (field[1], field[2]) if field else (token,):
            found += _SHORT.get(word, word).split()
    return tuple(
        "kegiatan" if w == "keg" and found[0] in {"kode", "nama", "nu"} else w for w in found
    )


@remembers
def role_of(heading: str) -> Role | None:  # noqa: PLR0911, PLR0912, C901 - one rule a line, in order
    """The role that a heading's words give its column; None if they say nothing.

    >>> role_of("Kebutuhan Dana/Pagu Indikatif")
    <Role.AMOUNT: 'amount'>
    >>> role_of("Urusan/Bidang Urusan PD dan Program/Kegiatan")
    <Role.NAME: 'name'>
    """
    words = tokens(heading)
    if not words or len(words) > _LONGEST_HEADING or words[0].isdigit() or _is_deed(words[0]):
        return None
    has, first = set(words), words[0]
    plain = {word for word in has if not word.isdigit()}
    if plain and plain <= {"no", "nomor", "nr", "urut"}:
        return Role.NUMBER
    if has & {"kode", "code", "kd", "kodering"} or (plain and plain <= {"rekening", "no"}):
        return _role_of_codes(has, words)
    if first in _REGISTERS and not has & {"rp", "rupiah"}:
        return Role.OTHER
    if "harga" in has:
        return Role.AMOUNT if first in {"jumlah", "total"} else Role.OTHER
    if first == "nu" and level_of(heading) is not None:
        return Role.CODE
    if first in {"nama", "uraian", "name", "nomenklatur"} and has & {*_SPENT_ON, "dana"}:
        funds = "dana" in has and not has & _SPENT_ON
        return Role.SUMBER_DANA if funds else Role.ACCOUNT_NAME
    if plain == {"nama", "anggaran"}:
        return Role.NAME
    if first == "sumber":
        money = has & {"dana", "pendanaan", "pembiayaan", "anggaran"}
        return Role.SUMBER_DANA if money else Role.OTHER
    if _is_percentage(words, has):
        return Role.PERCENT
    if first in {"selisih", "sisa"} or has & {"bertambah", "berkurang"}:
        return Role.DIFFERENCE
    if first == "realisasi":
        return Role.REALISATION
    if "target" in has or first in {"volume", "besaran", "vol", "k"}:
        return Role.AMOUNT if has & (_MONEY_WORDS - {"apbd"}) else Role.TARGET
    if first == "satuan":
        return Role.SATUAN
    if "lokasi" in has or plain == {"tempat"}:
        return Role.LOKASI
    if first == "ket" and level_of(heading) is not None:
        return Role.NAME
    if first in {"catatan", "keterangan", "ket", "note", "notes"}:
        return Role.NOTE
    if plain & _OFFICE_WORDS and plain <= _OFFICE_WORDS | _OFFICE_FILLING:
        return Role.OFFICE
    if has & _NAME_WORDS and plain <= _NAME_WORDS | _NAME_FILLING and first != "indikator":
        return Role.YEAR if plain <= {"tahun"} else Role.NAME
    if has & {"indikator", "ukur"} or (
        has & _OUTPUT_WORDS and plain <= _OUTPUT_WORDS | _OUTPUT_FILLING
    ):
        return Role.INDICATOR
    if plain in ({"tahun"}, {"tahun", "anggaran"}, {"ta"}, {"year"}):
        return Role.YEAR if plain == has else None
    if has & _MONEY_WORDS:
        return Role.AMOUNT
    if has & _VAGUE_MONEY_WORDS and plain <= _VAGUE_MONEY_WORDS | _FILLING | _MONEY_WORDS:
        return Role.AMOUNT
    return _role_of_the_rest(has, plain)


def _role_of_codes(has: set[str], words: tuple[str, ...]) -> Role | None:
    if len(words) > _LONGEST_CODE_HEADING:
        return None
    if has & {"akun", "account"}:
        return Role.ACCOUNT
    if {"kode", "sub"} == {word for word in has if not word.isdigit()}:
        return Role.OFFICE_CODE  # of a sub unit: SIMDA's Kd_Sub
    if not has & _FOREIGN_CODES or has & (_NAME_WORDS - {"nama", "name"} | {"rekening"}):
        return Role.CODE
    return Role.OFFICE_CODE if has & _OFFICE_CODES else Role.OTHER


def _is_deed(word: str) -> bool:
    """Whether a word is one with which names of kegiatan begin, and headings do not."""
    return word not in _HEADING_NOUNS and _DEED.match(word) is not None


def _role_of_the_rest(has: set[str], plain: set[str]) -> Role | None:
    if plain & {"level", "tingkat", "tingkatan", "jenjang"} and len(plain) == 1:
        return Role.LEVEL
    if "awal" in has and has & {"pelaksanaan", "mulai"}:
        return Role.START
    if plain & _OTHER_WORDS and plain <= _OTHER_WORDS | _OTHER_FILLING:
        return Role.OTHER
    return None


def _is_percentage(words: tuple[str, ...], has: set[str]) -> bool:
    few_words = 5
    if has == {"%"}:
        return True
    if words[0] in {"persen", "persentase", "prosentase", "presentase"}:
        return len(words) <= few_words
    if words[0] in {"tingkat", "serapan", "capaian"}:
        return bool(has & {"%", "realisasi", "serapan"})
    return False


def level_of(heading: str) -> Level | None:
    """The one level whose names or codes a column holds; None if it holds several."""
    plain = {word for word in tokens(heading) if not word.isdigit()}
    plain -= {"nama", "name", "uraian", "kode", "code", "nomenklatur", "nu", "ket"}
    plain -= {"daerah", "pemerintah", "pemerintahan", "no", "unsur", "rekening"}
    for level, words in (
        (Level.SUB_KEGIATAN, ({"sub", "kegiatan"}, {"subkegiatan"}, {"sub", "keg"})),
        (Level.KEGIATAN, ({"kegiatan"}, {"keg"})),
        (Level.PROGRAM, ({"program"},)),
        (Level.BIDANG_URUSAN, ({"bidang", "urusan"}, {"bidang"})),
        (Level.URUSAN, ({"urusan"},)),
    ):
        if plain in words:
            return level
    return None


def year_of(heading: str) -> int | None:
    """The fiscal year that a heading names; the first if it names several."""
    found = _YEAR.search(heading)
    return int(found[1]) if found else None


def year_after(heading: str) -> int | None:
    """How many years after the plan's first the heading speaks of, if it says so.

    A forward estimate (*prakiraan maju*) is for the year after the plan's (Permendagri 86/2017,
    article 1).
    """
    text = heading.lower()
    if found := _AHEAD.search(text):
        return int(found[1])
    if found := _BEHIND.search(text):
        return -int(found[1])
    plain = " ".join(tokens(heading))
    return 1 if re.search(r"\b(?:prakiraan|perkiraan) maju\b", plain) else None


def year_before_n(heading: str) -> int | None:
    """How many years before *Tahun N* a heading speaks of, in a table that has one.

    Elsewhere ``Tahun-1`` is the first year of the plan's period.
    """
    found = _BEFORE_N.search(heading.lower())
    return -int(found[1]) if found else None


def is_year_n(heading: str) -> bool:
    """Whether a heading speaks of the plan's year as *Tahun N*."""
    return re.search(r"\btahun\s*\(?\s*n\b(?!\s*[-–+])", heading.lower()) is not None


def ordinal_of(heading: str) -> int | None:
    """The year's number within the plan's period: 2 for ``Dana Tahun 2``."""
    found = _ORDINAL.search(heading.lower())
    return int(found[1]) if found else None


def is_year_heading(heading: str) -> bool:
    """Whether a heading names a year and nothing else: ``2021``, ``Th 2018``, ``Tahun 2020``."""
    words = tokens(heading)
    rest = [word for word in words if word not in {"tahun", "th", "ta", "ke", "n"}]
    if len(rest) != 1 or not rest[0].isdigit():
        return False
    return _YEAR.fullmatch(rest[0]) is not None or (len(rest[0]) == 1 and len(words) > 1)


def names_years(heading: str) -> bool:
    """Whether a heading is of a year, as the ones above several columns are.

    >>> names_years("Rencana Tahun 2021"), names_years("Prakiraan Maju (n+1)")
    (True, True)
    """
    few_words = 7
    if len(tokens(heading)) > few_words:
        return False
    return (
        year_of(heading) is not None
        or year_after(heading) is not None
        or year_before_n(heading) is not None
        or is_year_n(heading)
    )


def names_period(heading: str) -> bool:
    """Whether a heading is of a part of the year: ``TW I``, ``Semester 2``, ``Januari``."""
    return _PERIOD.fullmatch(" ".join(tokens(heading))) is not None
