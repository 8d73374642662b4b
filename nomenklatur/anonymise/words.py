"""Made-up words of the same shape in the place of others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import Factory, define

from nomenklatur.plan.texts.headings import role_of
from nomenklatur.plan.texts.ranks import rank_of

if TYPE_CHECKING:
    from random import Random

_WORD: Final = re.compile(r"[^\W\d_]+")
_DEED: Final = re.compile(
    r"pe[nmlr]|fasilita|koordina|sosialisa|rehabilita|monitor|evalua|bimbing", re.IGNORECASE
)
_ROMAN: Final = re.compile(r"[IVX]+")
_VOWELS: Final = "aiueo"
_CONSONANTS: Final = "bcdfghjklmnprstwyz"
_SHORTEST: Final = 3
_MOST_TRIES: Final = 200
KEPT: Final = frozenset({
    # levels, sums and heads of rows
    "program", "kegiatan", "sub", "subkegiatan", "urusan", "bidang", "unsur", "jumlah",
    "total", "grand", "jml", "subtotal", "keseluruhan", "seluruhnya", "seluruh", "umum",
    "akhir", "besar", "pindahan", "dipindahkan", "pindahkan", "persentase", "prosentase",
    "presentase", "persen", "belanja", "langsung", "tidak", "tak", "wajib", "pilihan",
    "pemerintah", "pemerintahan", "pendapatan", "pembiayaan", "operasi", "modal", "terduga",
    "transfer", "pegawai", "barang", "jasa", "hibah", "bunga", "subsidi", "cakupan", "rasio",
    "indeks",
    # offices and regions
    "dinas", "badan", "inspektorat", "sekretariat", "kecamatan", "kelurahan", "kantor",
    "rumah", "sakit", "rsud", "satuan", "polisi", "satpol", "bagian", "bappeda", "puskesmas",
    "bpbd", "bkd", "disdik", "dinkes", "perangkat", "daerah", "organisasi", "opd", "skpd",
    "unit", "kerja", "nama", "kota", "kabupaten", "kab", "provinsi", "prov", "desa",
    # funds
    "pad", "dau", "dak", "apbd", "apbn", "blud", "dbh", "dbhcht", "did", "bok", "bos", "dana",
    "alokasi", "khusus", "fisik", "nonfisik", "bantuan", "keuangan", "pajak", "rokok",
    "insentif", "sumber",
    # titles, heads of pages, versions, feet
    "rencana", "renja", "renstra", "rkpd", "rpjmd", "rka", "dpa", "dppa", "rak", "anggaran",
    "kas", "lampiran", "tabel", "tahun", "periode", "ta", "halaman", "hal", "page", "lanjutan",
    "dicetak", "tercetak", "printed", "keterangan", "catatan", "ket", "murni", "perubahan",
    "pergeseran", "awal", "revisi", "rev", "draft", "draf", "final", "lama", "baru", "sebelum",
    "sesudah", "setelah", "usulan", "rancangan", "copy", "salinan", "semula", "menjadi",
    "bertambah", "berkurang", "mengetahui", "menyetujui", "mengesahkan", "disahkan",
    "disetujui", "kepala", "sekretaris", "bupati", "walikota", "wali", "gubernur", "camat",
    "inspektur", "direktur", "pengguna", "kuasa", "ppkd", "pejabat", "pengelola", "plt", "plh",
    "nip", "kode", "rekening", "uraian", "pagu", "nomor", "indikatif", "realisasi", "sisa",
    "selisih", "target", "lokasi", "volume", "triwulan", "semester", "bulan", "sheet",
    "januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september",
    "oktober", "november", "desember", "juta", "ribu", "rupiah", "dalam", "ribuan", "jutaan",
    # between words
    "dan", "atau", "yang", "untuk", "bagi", "dari", "dengan", "pada", "serta", "oleh",
})  # fmt: skip
"""Words that reading goes by, and that say nothing of whose plan it is."""


@define
class Words:
    """A made-up word for each word and long number, the same one wherever it stands.

    Attributes:
        chance: Where the words come from.
    """

    chance: Random
    _made: dict[str, str] = Factory(dict)

    def text(self, text: str) -> str:
        """A text with made-up words in the place of those that say something."""
        return _WORD.sub(lambda found: self._word(found[0]), text)

    def digits(self, number: str) -> str:
        """Other digits in the place of a long number: of a person, a telephone, a bank."""
        if number not in self._made:
            others = (str(self.chance.randint(0, 9)) for _digit in number[1:])
            self._made[number] = number[0] + "".join(others)
        return self._made[number]

    def _word(self, word: str) -> str:
        key = word.casefold()
        if key in KEPT or len(key) < _SHORTEST or _ROMAN.fullmatch(word):
            return word
        if key not in self._made:
            self._made[key] = self._fresh(key)
        made = self._made[key]
        pairs = zip(word, made, strict=False)
        return "".join(new.upper() if old.isupper() else new for old, new in pairs)

    def _fresh(self, key: str) -> str:
        """A word that no other has been given, and that means nothing to the reader."""
        used = set(self._made.values())
        deed = _DEED.match(key)
        start = deed[0] if deed else ""
        made = ""
        for _again in range(_MOST_TRIES):
            rest = key[len(start) :]
            made = start + "".join(
                self.chance.choice(_VOWELS if letter in _VOWELS else _CONSONANTS) for letter in rest
            )
            free = made not in used and made not in KEPT and made != key
            plain = role_of(made) is None and rank_of(made) is None
            if free and plain and (deed or not _DEED.match(made)):
                break
        return made
