"""The page's words, one table a language. Official terms stay as the regulations have them.

Words under ``js.`` are the script's alone; it gets those of `SHARED` as well. A placeholder in
braces is filled in by name.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from nomenklatur.report.wording import grouped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nomenklatur.findings import Rule

INDONESIAN: Final[Mapping[str, str]] = MappingProxyType({
    "lang": "id",
    "messages.lang": "en",  # the findings' and the matcher's own words
    "report": "Laporan pemetaan nomenklatur",
    "report.rollup": "Rekapitulasi pagu",
    "report.findings": "Temuan",
    "nav.lost": "Hilang",
    "nav.unsure": "Belum pasti",
    "nav.flow": "Aliran pagu",
    "nav.tree": "Pohon baru",
    "nav.balance": "Keseimbangan",
    "nav.items": "Kegiatan",
    "nav.findings": "Temuan",
    "nav.basis": "Dasar hukum",
    "skip": "Langsung ke isi",
    "nav": "Bagian halaman",
    "view": "Kolom dan bagian",
    "columns": "Kolom pagu",
    "column": "Kolom",
    "rupiah": "Rp {money}",
    "activities": "{n} kegiatan",
    "no.name": "(tanpa nama)",
    "no.program": "Tanpa program",
    "more.program": "{n} program lain",
    "more.bidang_urusan": "{n} bidang urusan lain",
    "every.bidang": "Setiap bidang urusan",
    "made.by": "Dibuat dengan nomenklatur {version}. Berkas ini berdiri sendiri: tidak memuat apa "
    "pun dari jaringan.",
    "noscript": "Pencarian, urutan, dan diagram pohon memerlukan JavaScript. Isi lain dari halaman "
    "ini lengkap tanpa itu.",
    "noscript.rows": "Tanpa JavaScript hanya {shown} dari {n} baris pertama yang terlihat.",

    "fact.region": "Jenis daerah",
    "fact.bidang": "Bidang urusan",
    "fact.file": "Berkas",
    "fact.office": "Perangkat Daerah",

    "answer": "Jawaban singkat",
    "answer.all": "Seluruh pagu sudah punya tempat dalam nomenklatur baru.",
    "answer.lost": "{money} belum punya tempat dalam nomenklatur baru.",
    "answer.unsure": "{money} menunggu keputusan.",
    "answer.items.lost": "{n} kegiatan tanpa pagu belum punya tempat.",
    "answer.items.unsure": "{n} kegiatan tanpa pagu menunggu keputusan.",
    "answer.mapped": "{percent} dari {column} sudah terpetakan.",
    "answer.no.money": "Rencana ini tidak memuat pagu; yang dihitung hanya kegiatannya.",
    "answer.empty": "Rencana ini tidak memuat kegiatan.",
    "answer.bar": "Pagu {column}: terpetakan {mapped}, perlu ditinjau {ambiguous}, belum "
    "terpetakan {unmapped}",

    "status.mapped": "Terpetakan",
    "status.ambiguous": "Perlu ditinjau",
    "status.unmapped": "Belum terpetakan",
    "tile.unmapped": "Hilang bila tidak diputuskan",
    "tile.ambiguous": "Belum pasti tempatnya",
    "tile.mapped": "Sudah punya tempat",

    "lost.title": "Yang hilang",
    "lost.lead": "Kegiatan yang belum punya tempat dalam nomenklatur baru. Pagunya tidak akan "
    "terbawa bila tidak diputuskan.",
    "lost.none": "Tidak ada kegiatan yang hilang.",
    "unsure.title": "Yang belum pasti",
    "unsure.lead": "Kegiatan yang tempatnya harus diputuskan orang. Calon yang paling mungkin "
    "disebut lebih dahulu.",
    "unsure.none": "Tidak ada kegiatan yang perlu diputuskan.",
    "open.more": "Dan {n} kegiatan lagi; seluruhnya ada dalam tabel di bawah.",
    "open.more.money": "Dan {n} kegiatan lagi dengan pagu {money}; seluruhnya ada dalam tabel di "
    "bawah.",
    "open.show": "Tampilkan semua dalam tabel",
    "open.candidates": "Calon",
    "open.no.candidates": "Tidak ada calon yang masuk akal.",
    "open.says": "Keterangan pada tabel pemetaan",
    "open.no.home": "Tercatat sebagai tidak punya padanan.",
    "open.probability": "Peluang {percent}",
    "but": "tetapi",
    "no.money": "tanpa pagu",

    "flow.title": "Ke mana pagunya",
    "flow.lead.program": "Dari program lama (kiri) ke program baru (kanan). Lebar pita sebanding "
    "dengan pagunya.",
    "flow.lead.bidang_urusan": "Dari bidang urusan lama (kiri) ke bidang urusan baru (kanan), "
    "karena programnya terlalu banyak. Lebar pita sebanding dengan pagunya.",
    "flow.hint": "Pilih nama atau pita untuk melihat kegiatannya.",
    "flow.old.program": "Program lama",
    "flow.new.program": "Program baru",
    "flow.old.bidang_urusan": "Bidang urusan lama",
    "flow.new.bidang_urusan": "Bidang urusan baru",
    "flow.figure.program": "Diagram aliran pagu {column} dari {starts} program lama ke {ends} "
    "tujuan; angkanya ada dalam tabel di bawah diagram.",
    "flow.figure.bidang_urusan": "Diagram aliran pagu {column} dari {starts} bidang urusan lama "
    "ke {ends} tujuan; angkanya ada dalam tabel di bawah diagram.",
    "flow.table": "Angka-angka diagram sebagai tabel",
    "flow.caption": "Aliran pagu {column}",
    "flow.none": "Kolom {column} tidak memuat pagu.",
    "flow.hidden": "{n} aliran bernilai negatif tidak dapat digambar dan hanya ada dalam tabel.",
    "flow.band": "{start} → {end}: {money} ({percent}), {items}",
    "flow.bar": "{name}: {money} ({percent}), {items}",
    "total": "Jumlah",

    "tree.title": "Pohon nomenklatur baru",
    "tree.lead": "Tinggi setiap kotak sebanding dengan pagunya.",
    "tree.name": "Pohon pagu menurut nomenklatur baru",
    "tree.hint": "Pilih kotak untuk memperbesar. Papan ketik: panah untuk berpindah, Enter untuk "
    "memperbesar, Esc untuk kembali.",
    "tree.table": "Pohon sebagai tabel",
    "tree.caption": "Pagu menurut pohon nomenklatur baru",
    "tree.caption.old": "Pagu menurut program dalam rencana",
    "tree.cut": "Tabel ini memuat {level}; {n} baris di bawahnya ada dalam diagram.",
    "tree.none": "Belum ada pagu yang terpetakan.",
    "code": "Kode",
    "name": "Nama",
    "items": "Kegiatan",
    "plan": "Rencana",
    "share": "Bagian",

    "balance.title": "Keseimbangan",
    "balance.lead": "Rencana = terpetakan + perlu ditinjau + belum terpetakan, tepat sampai rupiah "
    "terakhir.",
    "balance.caption": "Keseimbangan setiap kolom pagu, dalam rupiah",
    "balance.difference": "Selisih",
    "balance.items": "Banyaknya kegiatan",
    "balance.good": "Seimbang: selisih 0.",
    "balance.bad": "Tidak seimbang. Ini cacat program; jangan memakai laporan ini dan laporkanlah.",

    "items.title": "Semua kegiatan",
    "items.lead": "Setiap kegiatan rencana dengan tempatnya dalam nomenklatur baru.",
    "items.caption": "Kegiatan lama dan tempatnya dalam nomenklatur baru",
    "items.old": "Kegiatan lama",
    "items.new": "Menjadi",
    "items.status": "Status",
    "items.none": "Belum ada",
    "candidates": "{n} calon",

    "findings.title": "Temuan",
    "findings.lead": "Hal-hal yang ditemukan dalam rencana dan pemetaannya, yang paling berat "
    "lebih dahulu.",
    "findings.none": "Tidak ada temuan.",
    "findings.caption": "Temuan dengan tempatnya",
    "findings.severity": "Tingkat",
    "findings.rule": "Aturan",
    "findings.message": "Temuan",
    "findings.place": "Tempat",
    "severity.error": "Galat",
    "severity.warning": "Peringatan",
    "severity.info": "Catatan",

    "basis.title": "Dasar hukum dan katalog",
    "basis.old": "Nomenklatur lama",
    "basis.new": "Nomenklatur baru",
    "basis.regulation": "Peraturan",
    "basis.legal": "Dasar lain",
    "basis.valid": "Berlaku untuk tahun",
    "basis.valid.from": "{first} dan seterusnya",
    "basis.valid.until": "sampai {last}",
    "basis.valid.both": "{first} sampai {last}",
    "basis.catalog": "Katalog",
    "basis.entries": "{id}, {n} entri",
    "basis.source": "Sumber data",
    "basis.partial": "Katalog sebagian",
    "basis.errata": "Kekeliruan sumber",
    "basis.errata.n": "{n} dicatat dalam katalog",
    "basis.methods": "Dasar setiap kegiatan",
    "basis.methods.decision": "{n} kegiatan menurut keputusan",
    "basis.methods.crosswalk": "{n} kegiatan menurut tabel pemetaan",
    "basis.methods.exact": "{n} kegiatan karena nama sama",
    "basis.methods.fuzzy": "{n} kegiatan atas usulan program, belum disahkan",
    "basis.methods.none": "{n} kegiatan belum punya dasar",

    "list.empty": "Tidak ada baris.",

    "search": "Cari",
    "search.hint": "kode, nama, atau program",
    "filter": "Saring",
    "filter.all": "Semua",
    "filter.remove": "Hapus saringan",
    "sort": "Urutkan",
    "sort.plan": "Urutan rencana",
    "sort.gravest": "Yang terberat dahulu",
    "sort.place": "Tempat",
    "sort.rule": "Aturan",
    "sort.old": "Kode lama",
    "sort.name": "Nama kegiatan",
    "sort.new": "Kode baru",
    "sort.amount": "{column}",
    "sort.status": "Status",
    "descending": "Urutan terbalik",
    "page.of": "Halaman {page} dari {pages}",
    "page.first": "Halaman pertama",
    "page.previous": "Halaman sebelumnya",
    "page.next": "Halaman berikutnya",
    "page.last": "Halaman terakhir",
    "items.search": "Cari kegiatan",
    "items.pages": "Halaman tabel kegiatan",
    "findings.search": "Cari temuan",
    "findings.pages": "Halaman tabel temuan",
    "tree.path": "Letak dalam pohon",

    "js.count": "{shown} dari {n} baris",
    "js.count.money": "{shown} dari {n} kegiatan · {column}: Rp {money}",
    "js.nothing": "Tidak ada baris yang cocok.",
    "js.start": "Dari {name}",
    "js.end": "ke {name}",
    "js.node": "Nomenklatur baru: {name}",
    "js.whole": "Seluruh pohon",
    "js.show": "Lihat kegiatannya",
    "js.row": "baris {row}",
    "js.box": "{code} {name}: Rp {money}, {percent} dari pagu {column}, {items} kegiatan",
    "js.tree.none": "Kolom ini tidak memuat pagu yang terpetakan.",
    "js.print.cut": "Cetakan memuat {shown} dari {n} baris; saring tabel untuk mencetak yang lain.",

    "rule.NK101": "Kode tidak terbaca",
    "rule.NK102": "Kode dibetulkan",
    "rule.NK103": "Kode bermakna ganda",
    "rule.NK104": "Kode atau nama ganda",
    "rule.NK105": "Kode tidak ada",
    "rule.NK201": "Belum terpetakan",
    "rule.NK202": "Beberapa calon",
    "rule.NK203": "Masuk rincian belanja tanpa tujuan",
    "rule.NK204": "Tujuan tidak ada dalam katalog",
    "rule.NK205": "Nama berbeda dari katalog",
    "rule.NK206": "Kewenangan tidak sesuai",
    "rule.NK207": "Tujuan sudah dicabut",
    "rule.NK208": "Kode dipakai ulang",
    "rule.NK209": "Induk salah",
    "rule.NK210": "Keterangan bertentangan",
    "rule.NK211": "Dikenali dari kemiripan nama",
    "rule.NK212": "Pendahulu tertukar",
    "rule.NK213": "Pendahulu masih berlaku",
    "rule.NK214": "Induk tidak ada",
    "rule.NK215": "Tingkat tidak ada",
    "rule.NK216": "Nama berulang",
    "rule.NK217": "Pembagian salah",
    "rule.NK218": "Pemetaan ganda",
    "rule.NK219": "Kode tidak dikenal",
    "rule.NK220": "Kode dan nama tidak cocok",
    "rule.NK221": "Pendahulu bertentangan",
    "rule.NK222": "Rantai pemetaan terputus",
    "rule.NK301": "Jumlah berbeda dari rinciannya",
    "rule.NK302": "Kolom turunan salah",
    "rule.NK303": "Pagu kosong",
    "rule.NK304": "Bukan rupiah bulat",
    "rule.NK305": "Banyaknya berbeda",
    "rule.NK306": "Pagu tidak terbaca",
    "rule.NK307": "Satuan pagu dikalikan",
    "rule.NK401": "Tabel tidak dikenali",
    "rule.NK402": "Sel berlebih",
    "rule.NK403": "Baris dilewati",
    "rule.NK404": "Baris disambung",
    "rule.NK405": "Kedua sisi berbeda",
    "rule.NK406": "Sel bergeser",
    "rule.NK407": "Nama dibetulkan",
    "rule.NK408": "Katalog dikenali",
    "rule.NK410": "Nilai tidak ada",
    "rule.NK411": "Pengodean ditebak",
    "rule.NK412": "Isi diabaikan",
    "rule.NK413": "Tanda kutip tidak berpasangan",
})  # fmt: skip

SHARED: Final = (
    "page.of", "candidates", "items.none", "but", "no.name", "messages.lang",
    "status.mapped", "status.ambiguous", "status.unmapped",
    "severity.error", "severity.warning", "severity.info",
    "items.old", "items.new", "items.status",
    "findings.severity", "findings.rule", "findings.message", "findings.place",
)  # fmt: skip
"""Words that the page's script shows where the page itself did."""


class Words:
    """The words of one language.

    Args:
        table: The words by their keys.
    """

    def __init__(self, table: Mapping[str, str] = INDONESIAN) -> None:
        self.table = table

    def __call__(self, key: str, **values: object) -> str:
        """The words of a key; whole numbers are grouped.

        Raises:
            KeyError: There are none, or a value is missing.
        """
        text = self.table[key]
        if not values:
            return text
        return text.format(
            **{k: grouped(v) if isinstance(v, int) else v for k, v in values.items()}
        )

    def rule(self, rule: Rule) -> str:
        """The title of a rule; its own where this language has none."""
        return self.table.get(f"rule.{rule.code}", rule.summary)

    def of_script(self) -> dict[str, str]:
        """The words that the page's script needs."""
        own = (key for key in self.table if key.startswith("js."))
        return {key.removeprefix("js."): self.table[key] for key in (*own, *SHARED)}
