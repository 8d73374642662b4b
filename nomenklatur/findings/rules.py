"""The rules: stable codes, names, severities and explanations.

``NK1xx`` code, ``NK2xx`` mapping, ``NK3xx`` money, ``NK4xx`` file. A code is never used again
for another rule.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from attrs import frozen

from nomenklatur.errors import ConfigError
from nomenklatur.findings.finding import Severity
from nomenklatur.language import _
from nomenklatur.suggestion import meant

if TYPE_CHECKING:
    from collections.abc import Mapping


@frozen
class Rule:
    """A rule that findings name. Its texts are English; ``_`` says them in the language in use.

    Attributes:
        code: Stable code, ``NK206``.
        name: Name in kebab-case, ``wrong-authority``.
        severity: What its findings weigh unless configured otherwise.
        summary: What it finds, in one line.
        explanation: Why it matters and what to do.
        example: What it looks like in a real file.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    explanation: str
    example: str

    @property
    def title(self) -> str:
        """Its name in words: ``Wrong authority``."""
        return self.name.replace("-", " ").capitalize()


_INFO, _WARNING, _ERROR = Severity.INFO, Severity.WARNING, Severity.ERROR

_ALL: Final = (
    Rule(
        "NK101", "code-malformed", _ERROR,
        "A text in a code column is not a code under any reading.",
        "The row is kept and its money is counted, but it can only be matched by its name. "
        "Correct the code in the source.",
        "`1.15.16.A`, or an account such as `5.1.02.01.01.0001` among the codes of activities",
    ),
    Rule(
        "NK102", "code-repaired", _INFO,
        "A code was spelled in an unusual way and has exactly one reading.",
        "Leading zeros, blanks, an office's code inside, a number cell that lost a zero, a letter "
        "O for 0, a code cut by a page break: the code was understood, and both spellings are "
        "shown so that a person can object.",
        "`1.15.00.18.02.4` is understood as `1.15.00.18.024`",
    ),
    Rule(
        "NK103", "code-ambiguous", _ERROR,
        "A code can be read in two ways, and neither was taken.",
        "Both readings are shown. The row is matched by its name only. Write the code in full.",
        "`1.3` in a number cell may be `1.03` or `1.30`",
    ),
    Rule(
        "NK104", "code-duplicate", _WARNING,
        "Two rows of the same kind carry the same code or the same name under one program.",
        "One of them is usually a copying slip. Both rows are kept and counted.",
        "`Penyusunan Renja Skpd` twice under one program, where one should be Renstra",
    ),
    Rule(
        "NK105", "code-missing", _WARNING,
        "A row that needs a code has none.",
        "The level is taken from the row's place in the tree. Write the code.",
        "`URUSAN PEMERINTAHAN WAJIB …` with an empty KODE cell",
    ),
    Rule(
        "NK201", "unmapped", _ERROR,
        "An activity has no place in the new nomenclature.",
        "Its budget would be lost. The likeliest entries are shown; decide for one of them, or "
        "record that it has no home.",
        "`0.00.06.029` Penyusunan Renstra SKPD, Rp 398.000",
    ),
    Rule(
        "NK202", "ambiguous", _WARNING,
        "Several entries of the new nomenclature are possible for an activity.",
        "None was taken, because a wrong guess moves money to the wrong place. The candidates "
        "are shown with how probable they are and why; a person decides.",
        "`Fasilitasi Kelembagaan Koperasi` fits three sub kegiatan of 2.17.06",
    ),
    Rule(
        "NK203", "absorbed-without-target", _WARNING,
        "A mapping says that an activity is absorbed, but not by what.",
        "`Sesuai. Masuk pada Rincian Belanja sub kegiatan` names no sub kegiatan. The money "
        "stays under review until someone names it.",
        "`0.00.01.028` Rapat-rapat Koordinasi dan Konsultasi Dalam Daerah, Rp 282.785.000",
    ),
    Rule(
        "NK204", "target-not-in-catalog", _ERROR,
        "A mapping points to a code that the catalog does not have.",
        "The code is misspelled, belongs to another version, or the catalog is only a part.",
        "`2.17.09.2.01.01` in a catalog whose bidang 2.17 ends at program 08",
    ),
    Rule(
        "NK205", "name-differs", _WARNING,
        "The name beside a code is not the name that the catalog has for it.",
        "Either the name was retyped with a slip, or the code belongs to another version of the "
        "nomenclature. Compare both before you rely on the code.",
        "`X.XX.01` PROGRAM PENUNJANG URUSAN PEMERINTAH DAERAH instead of … PEMERINTAHAN DAERAH",
    ),
    Rule(
        "NK206", "wrong-authority", _ERROR,
        "The name speaks of another kind of region than the code's authority digit.",
        "The fourth segment says whose kegiatan it is: 1 provinsi, 2 kabupaten/kota. A name that "
        "ends in `Kewenangan Provinsi` cannot stand under digit 2.",
        "`2.17.06.2.01.01` … Restrukturisasi Usaha Koperasi Kewenangan Provinsi",
    ),
    Rule(
        "NK207", "target-retired", _ERROR,
        "A mapping points to an entry that the nomenclature has withdrawn.",
        "A plan under a withdrawn code is refused on entry. Take the successor.",
        "`5.02.02.1.01.04` with status `retired`",
    ),
    Rule(
        "NK208", "code-reused", _WARNING,
        "The same code stands for something else in the other version.",
        "Equal codes across versions prove nothing: about 410 codes changed meaning between "
        "Permendagri 90/2019 and Kepmendagri 050-3708/2020.",
        "`X.XX.01.2.03.02` was a communication service and became security of regional property",
    ),
    Rule(
        "NK209", "wrong-parent", _ERROR,
        "A row stands under a parent that its code does not belong to.",
        "The name of the level above is that of another code, or the levels are out of order.",
        "`2.17` under URUSAN PEMERINTAHAN WAJIB YANG BERKAITAN DENGAN PELAYANAN DASAR, "
        "the name of urusan 1",
    ),
    Rule(
        "NK210", "note-contradicts", _WARNING,
        "The KETERANGAN of a mapping does not fit what the row says otherwise.",
        "The note says that there is a target and the row has none, or it is not understood.",
        "`Sesuai Sub Kegiatan` beside an empty target",
    ),
    Rule(
        "NK211",
        "recognised-by-likeness",
        _INFO,
        "An activity without a code was taken for the legacy entry that its name is most like.",
        "The plan's name and the catalog's name are both shown so that a person can object.",
        "`Penyusunan Lkjp Skpd` is taken for 0.00.06.006 PENYUSUNAN LKPJ SKPD",
    ),
    Rule(
        "NK212", "predecessor-swapped", _WARNING,
        "The predecessor that a catalog names for an entry belongs to another one beside it.",
        "Its name is that of another new entry of the same kegiatan, which itself is given "
        "another predecessor. The row is kept, with half its trust. Compare both before you rely "
        "on it.",
        "`2.17.07.1.01.0014` Pembinaan dan Fasilitasi Pemulihan Usaha is given Hak Kekayaan "
        "Intelektual as its predecessor",
    ),
    Rule(
        "NK213", "predecessor-active", _WARNING,
        "An entry that a catalog names as a predecessor is still in the catalog.",
        "Either it lives on beside its successor, or the wrong predecessor was named.",
        "`3.29.05.1.05.0003` has the successor `3.29.05.1.05.0009` and is listed as well",
    ),
    Rule(
        "NK214", "parent-missing", _ERROR,
        "Entries of a catalog stand under a code that it does not have.",
        "Their money cannot be rolled up to that level under a name. The row was lost, its code "
        "is misspelled, or it is there for another kind of region only.",
        "`2.10.09.2.02` is missing, and three sub kegiatan stand under it",
    ),
    Rule(
        "NK215", "level-missing", _INFO,
        "A catalog has no rows at all of a level above others.",
        "Reports show codes without names at that level.",
        "The SIPD list for 2027 begins at bidang urusan and has no urusan",
    ),
    Rule(
        "NK216", "name-repeated", _INFO,
        "A name stands under several codes of a catalog.",
        "The name alone does not say which of them is meant; the program or the code must.",
        "`Pembinaan dan Pengawasan` under two kegiatan",
    ),
    Rule(
        "NK217", "shares-wrong", _ERROR,
        "The shares of a mapping are not positive, not complete, or do not add up to 1.",
        "Money can be split only by shares that add up to the whole.",
        "Two targets with the shares 1/2 and 1/3",
    ),
    Rule(
        "NK218", "mapping-duplicate", _WARNING,
        "A crosswalk says twice what becomes of one entry.",
        "Where both say the same, one is too many; where they differ, somebody has to decide "
        "which holds.",
        "`1.15.00.18.016` once to 2.17.05.2.01.01 and once to 2.17.06.2.01.01",
    ),
    Rule(
        "NK219",
        "code-unknown",
        _WARNING,
        "The nomenclature that a plan is written in does not have a row's code.",
        "The row was taken for the entry that its name says, where there is one. Regions numbered "
        "kegiatan of their own under Permendagri 13/2006; in newer nomenclatures the code is a "
        "slip, or one of another version.",
        "`1.03.10.2.01.9999` Pembangunan Jalan",
    ),
    Rule(
        "NK220",
        "code-name-disagree",
        _ERROR,
        "A row's code stands for one thing and its name for another.",
        "Neither was taken, because a wrong guess moves money to the wrong place. Correct the one "
        "that is wrong.",
        "`1.03.10.2.01.0046` Pembangunan Jembatan, where 0046 is Pemeliharaan Rutin Jalan",
    ),
    Rule(
        "NK221", "predecessor-contradicted", _WARNING,
        "The predecessor that a catalog names for an entry does not bear its comparison.",
        "The names have little in common, or another entry fits the predecessor better. What the "
        "catalog says is shown beside what the comparison found; a person decides.",
        "`2.17.07.1.01.0001` Menumbuhkembangkan UMKM … is given `2.17.07.1.01.0018` Fasilitasi "
        "Integrasi Basis Data Tunggal UMKM as its successor",
    ),
    Rule(
        "NK222", "link-broken", _WARNING,
        "A chain of crosswalks breaks: what an entry became is not known to the next crosswalk.",
        "The entry is carried as far as it goes and has no target beyond. Complete the crosswalk "
        "that lacks the row, or decide for its activities one by one.",
        "`5.02.02.1.01.04` became `5.02.02.1.01.07`, of which the next crosswalk says nothing",
    ),
    Rule(
        "NK223", "decisions-differ", _WARNING,
        "Two people decided differently on the same activity.",
        "The later decision holds. See that both agree, or decide once more.",
        "`0.00.06.029` Penyusunan Renstra SKPD: Siti took X.XX.01.2.01.01, Budi X.XX.01.2.01.02",
    ),
    Rule(
        "NK224", "decision-outdated", _ERROR,
        "The catalog changed after a decision: its target is gone, has another name or is retired.",
        "Equal codes across versions prove nothing, so a person has to decide again.",
        "`X.XX.01.2.03.02` was Penyediaan Jasa Komunikasi when Siti decided and is Pengamanan "
        "Barang Milik Daerah now",
    ),
    Rule(
        "NK225", "decision-target-unknown", _ERROR,
        "A decision names a target that its catalog does not have.",
        "The code is misspelled or belongs to another catalog. Decide again.",
        "`2.17.09.2.01.01` in a catalog whose bidang 2.17 ends at program 08",
    ),
    Rule(
        "NK226", "decision-torn", _WARNING,
        "A line of a decisions file ends in the middle.",
        "A program was stopped while it wrote. Every other line is read; what this one said is "
        "not. Decide on its activity again, then delete the line.",
        '`{"author": "Siti", "date": "2021-02-03T09:30:00+07:00", "code": "0.00.0`',
    ),
    Rule(
        "NK227", "decision-unused", _INFO,
        "No row of the plan is what a decision is about.",
        "The activity is of another office or another year, or its name was retyped with another "
        "meaning.",
        "A decision on Penyusunan LKPJ SKPD, which the plan does not have",
    ),
    Rule(
        "NK228", "worksheet-outdated", _ERROR,
        "A filled worksheet is not that of the plan or the catalog at hand.",
        "The plan lost or renamed the row, or the candidate is gone, renamed or retired. Translate "
        "again and choose on the new sheet.",
        "A row of Perlu ditinjau whose kegiatan the plan no longer has",
    ),
    Rule(
        "NK229", "choice-wrong", _ERROR,
        "A choice on a worksheet means nothing that can be carried out.",
        "It is no candidate of the row and no code of the catalog, or its shares do not add up "
        "to 100%. The cell is named; nothing of the workbook is taken until it is mended.",
        "`lain: 2.17.07.2.01.01 = 60%; 2.17.07.2.01.03 = 30%`",
    ),
    Rule(
        "NK230", "reviewers-differ", _ERROR,
        "Two reviewers filled in the same row differently.",
        "Neither is taken. Agree, and write the same into one of the workbooks, or leave one of "
        "the two cells empty.",
        "`Perlu ditinjau` J8 of one workbook says 2.17.06.2.01.01, of the other 2.17.06.2.01.02",
    ),
    Rule(
        "NK240", "code-retired", _WARNING,
        "The nomenclature that a plan is written in has retired a row's code.",
        "It may not be used any more. Take the code that goes on with the activity; the finding "
        "names it where one is known.",
        "`1.02.02.2.02.0021` Pengelolaan Pelayanan Kesehatan ODMK, which goes on as "
        "`1.02.02.2.02.0055`",
    ),
    Rule(
        "NK241", "nomenclature-missing", _ERROR,
        "The nomenclature that a plan is written in is not imported.",
        "No code of the plan can be looked up, so names alone decide. Import the official list "
        "with `nomenklatur catalog import FILE --id ID`, and translate again.",
        "A plan with four-digit codes such as `1.03.10.2.01.0032`, where neither "
        "`kepmendagri-900-1317-2023` nor `sipd-2027` is imported",
    ),
    Rule(
        "NK242", "bidang-missing", _ERROR,
        "The catalog translated to is only a part, without the office's bidang urusan.",
        "Nothing right can be found there: what is suggested is of other bidang urusan. Import "
        "the whole list with `nomenklatur catalog import FILE --id ID`.",
        "A plan of a Dinas Pekerjaan Umum (1.03) with the part of `permendagri-90-2019` that "
        "comes with the program",
    ),
    Rule(
        "NK301", "total-differs", _ERROR,
        "A declared total is not the sum of its parts.",
        "The parts win in every report. Look for a missing or a mistyped row.",
        "Program Peningkatan Pengembangan Sistem Pelaporan declares 269.470.000 for kegiatan that "
        "add up to 285.600.000",
    ),
    Rule(
        "NK302", "derived-column-wrong", _WARNING,
        "A percentage or difference column does not follow from the columns beside it.",
        "Recalculate the column; the amounts themselves are taken as they are.",
        "423.000 of 500.000 is 84,60 %, the table says 39,05",
    ),
    Rule(
        "NK303", "amount-missing", _WARNING,
        "A kegiatan has no amount where the column asks for one.",
        "An empty cell counts as nothing; a dash says nothing on purpose and is no finding.",
        "Empty `Pagu Indikatif` beside a named kegiatan",
    ),
    Rule(
        "NK304", "not-whole-rupiah", _WARNING,
        "An amount has sen.",
        "Regional budgets are in whole rupiah. Sen are rounded half up and the finding says what "
        "was read.",
        "`107928192.77` is taken as 107.928.193",
    ),
    Rule(
        "NK305", "count-differs", _WARNING,
        "The text states another number of programs or kegiatan than the table has.",
        "A kegiatan was dropped from the table, or the text is from an earlier draft.",
        "`7 program dengan 44 kegiatan` before a table of 46",
    ),
    Rule(
        "NK306", "amount-unreadable", _ERROR,
        "A text in a column of money is no amount.",
        "It counts as nothing, so every total lacks it. Write the amount in digits, and a remark "
        "beside it in a column of its own.",
        "`1.000.000.000 *)`, `#REF!`, `1,5 juta`",
    ),
    Rule(
        "NK307", "amounts-scaled", _WARNING,
        "A heading or a title gives amounts in thousands or millions of rupiah.",
        "They were multiplied, exactly, and every report is in whole rupiah. See that the unit "
        "holds for the whole column.",
        "`Pagu (juta rupiah)`: 1.234,5 is read as 1.234.500.000",
    ),
    Rule(
        "NK308", "amount-negative", _WARNING,
        "An amount is negative in a column that does not say what was added or taken.",
        "It is counted as it stands, so it makes every total smaller. A minus belongs into a "
        "column of differences (Bertambah/(Berkurang)); elsewhere it is mostly a slip.",
        "`(5.000.000)` under `Pagu Indikatif`",
    ),
    Rule(
        "NK309", "amount-left-over", _ERROR,
        "A number in a column of money belongs to no activity and is no sum of others.",
        "It is not counted. Name the row, or move the number out of the column; `extract "
        "--account` shows what became of every number.",
        "`1.388.220.340.935` in a row without a name below the table",
    ),
    Rule(
        "NK310", "reading-open", _ERROR,
        "A table can be read in two ways that give different sums, and nothing decides.",
        "The likelier reading is shown. Say what is meant: with `--column`, `--row-level` or "
        "`--table`, or by naming the rows in the source.",
        "A row without a name below an activity: more of it, or a part of it?",
    ),
    Rule(
        "NK311", "totals-contradict", _ERROR,
        "Printed sums contradict what was read, and no single slip explains it.",
        "Either the document is wrong in several places, or it is read in another way than it is "
        "meant. Compare the rows before you rely on the figures.",
        "3 of 3 printed sums do not hold",
    ),
    Rule(
        "NK401", "table-not-recognised", _WARNING,
        "A table could not be told to be a plan, a mapping or a realisation.",
        "It was listed but not read. Say what its columns are, or check its header row.",
        "A table whose header has no word for an activity",
    ),
    Rule(
        "NK402", "cells-lost", _ERROR,
        "A row has cells beyond its header, and nobody knows what they belong to.",
        "The cells are shown. Mend the row in the source.",
        "A row of 12 cells under a header of 10",
    ),
    Rule(
        "NK403", "row-skipped", _WARNING,
        "A row was not understood and not read.",
        "The row is shown. If it is an activity, mend it in the source.",
        "A row with a name and no amount below the last total",
    ),
    Rule(
        "NK404", "row-joined", _INFO,
        "A row that a page break had cut in two was put together again.",
        "Both pieces are shown so that a person can object.",
        "`Pemeliharaan Rutin/berkala` + `Kendaraan Dinas / Operasional`",
    ),
    Rule(
        "NK405", "sides-differ", _WARNING,
        "The two sides of a review table name different activities in one row.",
        "The left side is the draft, the right side the office's analysis; the names should agree.",
        "`Penyusunan Renstra Skpd` beside `Penyusunan Renja Skpd`",
    ),
    Rule(
        "NK406", "cells-shifted", _WARNING,
        "A row's cells stand one column beside their headings.",
        "The table was drawn in two styles; the cells were put back by what they hold.",
        "The program's name in the column `No`",
    ),
    Rule(
        "NK407", "name-repaired", _INFO,
        "Words of a name were glued together or cut by a line break, and were put right.",
        "Only where the catalog itself has the words, written as they should be. The name as "
        "printed is kept beside the repaired one.",
        "`ANGKUTANJALAN` is understood as `ANGKUTAN JALAN`",
    ),
    Rule(
        "NK408", "catalog-recognised", _INFO,
        "A file looks like a known version of the nomenclature.",
        "It was not taken for it: say the id or the regulation if it is.",
        "Sub kegiatan of four digits look like Kepmendagri 900.1.15.5-1317/2023",
    ),
    Rule(
        "NK410", "value-missing", _ERROR,
        "A workbook cell has a formula whose value is not in the file, or an error.",
        "Programs that write formulas without calculating them, deleted cells and errors leave "
        "no value to read. The cell counts as empty. Open the workbook in a spreadsheet "
        "program, mend the formula, and save.",
        "`=SUM(F5:F12)` written by a script, `#REF!`",
    ),
    Rule(
        "NK411", "encoding-guessed", _INFO,
        "A text file is not in UTF-8; it was read as Windows-1252.",
        "Letters beyond ASCII may be wrong. Save the file as CSV UTF-8.",
        "A CSV saved by an older Excel",
    ),
    Rule(
        "NK412", "content-ignored", _INFO,
        "A file has something that is not read.",
        "Macros are never run and links to other workbooks never followed; the values stored "
        "beside them are read.",
        "A workbook with macros (.xlsm)",
    ),
    Rule(
        "NK413", "quotes-unpaired", _WARNING,
        "A quotation mark in a CSV file is opened and not closed where its cell ends.",
        "A stray mark can make one cell out of many rows. Marks that do not pair up are taken "
        "as text; close them, double those inside a cell, or leave them out.",
        '`"Semarang Hebat;Kota Semarang;1.500.000`',
    ),
    Rule(
        "NK414", "word-too-long", _WARNING,
        "A name has a word of more than 64 letters, which is no word.",
        "The blanks were lost, or another file's content came into the cell. The word is not "
        "compared with the nomenclature, neither as a whole nor in parts; the others are. Write "
        "the name with its blanks.",
        "`PenyediaanJasaKomunikasiSumberDayaAirdanListrikKantorDinasKoperasidanUsahaMikro`",
    ),
    Rule(
        "NK420", "rows-hidden", _WARNING,
        "Rows or columns that the workbook hides were read and counted.",
        "Nobody sees them in the printed plan, yet their money is in every total of the "
        "workbook. Show them and see whether they are meant, or delete them.",
        "Rows 12 to 14 are hidden and carry 45.000.000",
    ),
    Rule(
        "NK421", "columns-beside", _INFO,
        "One year has several columns of money.",
        "All are kept with their headings, but one alone is the plan's: the changed pagu before "
        "the one that it changes, the sum before its parts. They are never added to each other.",
        "The plan's amounts are those of `Setelah Perubahan`; beside it stands `Sebelum Perubahan`",
    ),
    Rule(
        "NK422", "header-repeated", _INFO,
        "The header and the title of a table are printed again further down.",
        "As programs do at the head of each page. The rows below belong to the same plan; a "
        "header of other columns, or below the title of another office, opens a plan of its own.",
        "Rows 41 to 46 repeat those from 1 to 6",
    ),
    Rule(
        "NK430", "letters-unreadable", _ERROR,
        "The PDF draws letters and does not say which they are.",
        "Its fonts lack the table of characters, as some printers' programs leave it out. Each "
        "such letter is shown as \ufffd. Export the document again, as PDF/A if the program can, "
        "or have the pages recognised (extra `ocr`).",
        "`(cid:51)(cid:85)(cid:82)(cid:74)(cid:85)(cid:68)(cid:80)` where the page shows Program",
    ),
    Rule(
        "NK431", "page-recognised", _INFO,
        "Pages are pictures, and their text was recognised.",
        "Recognition errs. Compare the table with the pages (`extract --show`), and see whether "
        "the declared totals hold.",
        "Pages 3 to 7 of a scanned Renja",
    ),
    Rule(
        "NK432", "recognition-unsure", _WARNING,
        "A code or an amount on a scanned page was recognised with little confidence.",
        "It is read as shown and nothing is mended. Compare the cell with the page.",
        "`1.15.00.18.024` with a confidence of 58 %",
    ),
    Rule(
        "NK433", "line-end-unsure", _WARNING,
        "It is not certain whether a word or a number goes on in the next line of its cell.",
        "Words that are too wide for their cell are cut without a hyphen. Where the file does not "
        "show it clearly, the other reading is said.",
        "`Pemeliharaan` above `nya`",
    ),
    Rule(
        "NK434", "cell-unsure", _WARNING,
        "It is not certain which cell of a table a text on the page belongs to.",
        "It stands across a line between two cells, or in no column. Draw the page with "
        "`extract --show` and look.",
        "A name that runs over into the next column",
    ),
    Rule(
        "NK435", "page-not-read", _ERROR,
        "A page of a PDF is a picture, and its text was not read.",
        "What stands on it is missing from every table and total. Get the page as text, or have "
        "it recognised (extra `ocr`).",
        "A signed page that was scanned and put between the others",
    ),
)  # fmt: skip

RULES: Final[Mapping[str, Rule]] = MappingProxyType({rule.code: rule for rule in _ALL})
"""Every rule by its code."""


def rule(text: str) -> Rule:
    """The rule of a code (``NK206``) or a name (``wrong-authority``).

    Raises:
        ConfigError: There is no such rule.
    """
    wanted = text.strip()
    for known in _ALL:
        if wanted.upper() == known.code or wanted.lower() == known.name:
            return known
    names = [*RULES, *(known.name for known in _ALL)]
    raise ConfigError(
        _("there is no rule {text!r}").format(text=text),
        remedy=meant(wanted, names, otherwise=_("nomenklatur explain lists the rules")),
    )
