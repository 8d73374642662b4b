"""Word documents: what stands in them is read, what is left out is said."""

from __future__ import annotations

import builtins
import io
from typing import Any

import pytest

from nomenklatur.errors import ReadError
from nomenklatur.tables import Document, Span, read_document
from nomenklatur.tables.limits import Limits
from tests.tables.word_parts import (
    DOWN,
    MACRO_TYPE,
    MORE,
    STRICT,
    WORD,
    across,
    docx,
    p,
    relations,
    run,
    tbl,
    tc,
    tr,
)

HEADER = tr("Program/Kegiatan", "Pagu 2021")


def read(data: bytes, **more: Any) -> Document:
    return read_document("-", stdin=io.BytesIO(data), **more)


def refused(data: bytes, **more: Any) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(data, **more)
    assert caught.value.remedy
    assert "\n" not in str(caught.value)
    return caught.value


def texts(document: Document, table: int = 0) -> list[tuple[str, ...]]:
    return [row.texts() for row in document.tables[table].rows]


def messages(document: Document) -> list[str]:
    found = [f.message for table in document.tables for f in table.findings]
    return [*(f.message for f in document.findings), *found]


def test_every_table_is_read_in_order_with_its_number_and_title() -> None:
    document = read(
        docx(
            p("Rencana Kerja"),
            p("Tabel 2.2"),
            p("Realisasi Keuangan Tahun 2019"),
            tbl(HEADER, tr("Air", "1.000")),
            p("Sumber: Dinas"),
            p("Tabel 4.1 Rencana Tahun 2021"),
            tbl(HEADER, tr("Listrik", "2.000")),
        )
    )
    assert "docx" == document.format
    assert [("2.2", "Realisasi Keuangan Tahun 2019"), ("4.1", "Rencana Tahun 2021")] == [
        (table.number, table.title) for table in document.tables
    ]
    assert [("Program/Kegiatan", "Pagu 2021"), ("Listrik", "2.000")] == texts(document, 1)
    expected = ["Rencana Kerja", "Tabel 2.2", "Realisasi Keuangan Tahun 2019", "Sumber: Dinas"]
    assert [*expected, "Tabel 4.1 Rencana Tahun 2021"] == [line.text for line in document.passages]
    assert [0, 0, 0, 1, 1] == [line.tables_before for line in document.passages]


def test_rows_are_counted_in_each_table_and_cells_are_named_as_word_names_them() -> None:
    document = read(docx(tbl(HEADER, tr("", ""), tr("Air", "1.000"))))
    (table,) = document.tables
    assert [1, 3] == [row.number for row in table.rows]
    assert "-, #1, row 3, column B3" == str(table.at(table.rows[1], 1))
    assert "C3" == table.at(table.rows[1], 2).column


def test_merged_cells_keep_their_text_in_the_first_and_say_how_far_they_reach() -> None:
    document = read(
        docx(
            tbl(
                tr(tc("No", properties=DOWN), tc("Rencana 2021", properties=across(2))),
                tr(tc(properties=MORE), "Target", "Pagu"),
                tr("1", "100%", "1.000"),
            )
        )
    )
    assert [("No", "Rencana 2021"), ("", "Target", "Pagu"), ("1", "100%", "1.000")] == texts(
        document
    )
    assert (Span(1, 0, 2, 0), Span(1, 1, 1, 2)) == document.tables[0].merged


def test_a_cell_merged_with_the_left_one_as_old_versions_write_it_is_one() -> None:
    left = '<w:hMerge w:val="restart"/>'
    document = read(
        docx(tbl(tr(tc("Rencana", properties=left), tc("2021", properties="<w:hMerge/>"), "Ket")))
    )
    assert [("Rencana 2021", "", "Ket")] == texts(document)
    assert (Span(1, 0, 1, 1),) == document.tables[0].merged


def test_columns_left_out_before_a_row_are_counted() -> None:
    document = read(docx(tbl(HEADER, tr("2.000", properties='<w:gridBefore w:val="1"/>'))))
    assert ("", "2.000") == texts(document)[1]


def test_what_stands_under_a_merged_cell_is_said() -> None:
    document = read(
        docx(tbl(tr(tc("Air", properties=DOWN), "1"), tr(tc("9.000", properties=MORE), "2")))
    )
    assert [("Air", "1"), ("", "2")] == texts(document)
    (finding,) = document.tables[0].findings
    assert "'9.000' stands in a cell that is merged with the one of row 1" in finding.message
    assert ("#1", 2, "A2") == (finding.place.table, finding.place.row, finding.place.column)


def test_a_table_in_a_cell_follows_the_one_around_it() -> None:
    inner = tbl(tr("Air", "1.000"), tr("Listrik", "2.000"))
    document = read(docx(tbl(tr("Kiri", tc("Atas", inner, p())), tr("Bawah", ""))))
    assert [("Kiri", "Atas"), ("Bawah",)] == texts(document)
    assert [("Air", "1.000"), ("Listrik", "2.000")] == texts(document, 1)


def test_a_table_of_one_cell_is_only_layout() -> None:
    inner = tbl(HEADER, tr("Air", "1.000"))
    document = read(docx(tbl(tr(tc(p("Tabel 4.1 Rencana"), inner, p())))))
    assert ["4.1"] == [table.number for table in document.tables]
    assert ("Air", "1.000") == texts(document)[1]


def test_a_table_that_goes_on_in_the_next_one_is_joined_and_its_header_kept_apart() -> None:
    document = read(
        docx(
            p("Tabel 4.1 Rencana"),
            tbl(HEADER, tr("Air", "1.000"), tr("Penyediaan Alat", "2.000")),
            p(),
            tbl(HEADER, tr("Tulis Kantor", ""), tr("Listrik", "3.000")),
        )
    )
    (table,) = document.tables
    assert [1, 2, 3, 5, 6] == [row.number for row in table.rows]
    assert [4] == [row.number for row in table.repeated]
    assert frozenset({5}) == table.breaks
    assert "B6" == table.rows[-1].cells[1].address


def test_a_line_that_only_says_lanjutan_joins_the_next_table() -> None:
    first, second = tbl(HEADER, tr("Air", "1.000")), tbl(HEADER, tr("Listrik", "3.000"))
    for said in ("Lanjutan", "(lanjutan tabel)"):
        (table,) = read(docx(p("Tabel 4.1 Rencana"), first, p(said), second)).tables
        assert [1, 2, 4] == [row.number for row in table.rows]
    assert 2 == len(read(docx(first, p("Lanjutan pekerjaan"), second)).tables)
    assert 2 == len(read(docx(first, p("Catatan"), p("Lanjutan"), second)).tables)


def test_equal_activities_at_the_top_of_two_pages_are_both_kept() -> None:
    page = tbl(HEADER, tr("Air", "1.000"), tr("Gas", "2.000"))
    (table,) = read(docx(page, p(), page)).tables
    assert ["Air", "Gas", "Air", "Gas"] == [row.texts()[0] for row in table.rows[1:]]
    assert 1 == len(table.repeated)


def test_a_header_below_a_title_in_the_table_is_known_when_it_is_printed_again() -> None:
    first = tbl(tr("RENCANA KERJA", ""), HEADER, tr("Air", "1.000"))
    (table,) = read(docx(first, p(), tbl(HEADER, tr("Gas", "2.000")))).tables
    assert [1, 2, 3, 5] == [row.number for row in table.rows]


@pytest.mark.parametrize(
    "between",
    [p("Sumber: Dinas"), p("Tabel 4.2 Lain")],
    ids=["text", "caption"],
)
def test_a_text_between_two_tables_parts_them(between: str) -> None:
    first, second = tbl(HEADER, tr("Air", "1")), tbl(HEADER, tr("Listrik", "2"))
    assert 2 == len(read(docx(first, between, second)).tables)


def test_a_table_named_as_the_rest_of_another_is_joined() -> None:
    document = read(
        docx(
            p("Tabel 4.1 Rencana"),
            tbl(HEADER, tr("Air", "1")),
            p("Lanjutan Tabel 4.1"),
            tbl(HEADER, tr("Listrik", "2")),
        )
    )
    assert 1 == len(document.tables)


def test_a_table_of_other_columns_or_with_a_header_of_its_own_begins_anew() -> None:
    signature = tbl(tr("Semarang, 2020"), tr("Kepala Dinas"))
    other = tbl(tr("No", "Indikator"), tr("1", "Jumlah"))
    document = read(docx(tbl(HEADER, tr("Air", "1")), p(), signature, p(), other))
    assert 3 == len(document.tables)


def test_page_breaks_by_hand_are_known() -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    document = read(
        docx(
            tbl(
                HEADER,
                tr("Penyediaan Alat", "1.000"),
                tr(tc(p(page, run("Tulis Kantor"))), ""),
                tr(tc(p("Air")), tc(p(run("2.000"), page))),
                tr(tc(p("Listrik", properties="<w:pageBreakBefore/>")), "3.000"),
            )
        )
    )
    assert frozenset({3, 5}) == document.tables[0].breaks
    assert "Tulis Kantor" == texts(document)[2][0]


def test_deleted_text_is_not_read_and_said_and_inserted_text_is_read() -> None:
    document = read(
        docx(
            p("Pagu", "<w:del><w:r><w:delText>lama</w:delText></w:r></w:del>"),
            tbl(
                HEADER,
                tr(
                    "Air",
                    tc(
                        p(
                            "<w:del><w:r><w:delText>1.000</w:delText></w:r></w:del>",
                            f"<w:ins>{run('2.000')}</w:ins>",
                        )
                    ),
                ),
                tr("Listrik", "9.000", properties="<w:del/>"),
                tr("Gas", tc("7.000", properties="<w:cellDel/>")),
                tr("Bahan", "3.000", properties="<w:ins/>"),
            ),
        )
    )
    assert [("Air", "2.000"), ("Gas",), ("Bahan", "3.000")] == texts(document)[1:]
    outside, inside = messages(document)
    assert "1 piece of the text between the tables is deleted" in outside
    assert "4 pieces of text are deleted, and were not read" in inside
    assert "'1.000' (row 2), 'Listrik' (row 3), '9.000' (row 3), …" in inside


def test_moved_text_is_read_where_it_went() -> None:
    document = read(
        docx(
            tbl(
                HEADER,
                tr(tc(p(f"<w:moveFrom>{run('Air')}</w:moveFrom>")), "1"),
                tr(tc(p(f"<w:moveTo>{run('Air')}</w:moveTo>")), "2"),
            )
        )
    )
    assert [("", "1"), ("Air", "2")] == texts(document)[1:]


def test_hidden_text_and_hidden_rows_are_said() -> None:
    document = read(
        docx(
            tbl(
                HEADER,
                tr(tc(p(run("Air"), run(" rahasia", "<w:vanish/>"))), "1"),
                tr("Listrik", "2", properties="<w:hidden/>"),
                tr(tc(p(run("Gas", '<w:vanish w:val="0"/>'))), "3"),
            )
        )
    )
    assert [("Air", "1"), ("Listrik", "2"), ("Gas", "3")] == texts(document)[1:]
    assert [False, False, True, False] == [row.hidden for row in document.tables[0].rows]
    assert [
        "1 piece of text is hidden, and was not read: 'rahasia' (row 2)",
        "1 row is hidden, and was read",
    ] == messages(document)


def test_of_a_field_the_result_is_read_and_its_code_is_not() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    field = [
        mark("begin"),
        "<w:r><w:instrText>SUM(ABOVE)</w:instrText></w:r>",
        mark("begin"),
        run("kode"),
        mark("end"),
        mark("separate"),
        run("1.000"),
        mark("end"),
    ]
    simple = f'<w:fldSimple w:instr="SEQ">{run("2.000")}</w:fldSimple>'
    caption = p(run("Tabel "), f'<w:fldSimple w:instr="SEQ">{run("4.1")}</w:fldSimple>')
    document = read(docx(caption, tbl(HEADER, tr("Air", tc(p(*field))), tr("Gas", tc(p(simple))))))
    assert [("Air", "1.000"), ("Gas", "2.000")] == texts(document)[1:]
    assert "4.1" == document.tables[0].number


def test_marks_of_notes_do_not_become_digits_of_an_amount() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    document = read(
        docx(
            tbl(
                HEADER,
                tr("Air", tc(p(run("1.000.000"), run("1)", raised)))),
                tr(tc(p("Gas", "<w:r><w:footnoteReference/></w:r>")), "2.000"),
                tr(tc(p(run("120 m"), run("2", raised))), "3.000"),
            )
        )
    )
    assert [("Air", "1.000.000"), ("Gas", "2.000"), ("120 m2", "3.000")] == texts(document)[1:]
    marks, notes = messages(document)
    assert "1 raised mark behind a text was taken for that of a note: '1)' (row 2)" == marks
    assert "the table has 1 footnote, which was not read" == notes


def test_a_text_box_is_read_once_behind_its_paragraph() -> None:
    inner = f"<w:txbxContent>{p('Tabel 4.1 Rencana')}</w:txbxContent>"
    shape = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    document = read(docx(p("Bab IV", shape), tbl(HEADER, tr("Air", "1"))))
    assert ["Bab IV", "Tabel 4.1 Rencana"] == [line.text for line in document.passages]
    assert "4.1" == document.tables[0].number


def test_a_table_in_a_text_box_is_a_table() -> None:
    box = f"<w:txbxContent>{tbl(HEADER, tr('Air', '1.000'))}</w:txbxContent>"
    shape = f"<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>"
    assert ("Air", "1.000") == texts(read(docx(p(shape))))[1]
    document = read(docx(tbl(HEADER, tr(tc(p("Gas", shape)), "2.000"))))
    assert [("Gas", "2.000")] == texts(document)[1:]
    assert ("Air", "1.000") == texts(document, 1)[1]


def test_blanks_tabs_breaks_and_hyphens_become_what_they_look_like() -> None:
    mixed = (
        "<w:r><w:t>Rapat</w:t><w:noBreakHyphen/><w:t>rapat</w:t><w:tab/><w:t>Ko</w:t>"
        "<w:softHyphen/><w:t>ordinasi</w:t><w:br/><w:t>dan\u00a0  Konsul\u00adtasi</w:t></w:r>"
    )
    link = f"<w:hyperlink>{run(' (lihat)')}</w:hyperlink>"
    document = read(docx(tbl(HEADER, tr(tc(p(mixed, link), p("lanjut")), "1"))))
    assert "Rapat-rapat Koordinasi dan Konsultasi (lihat) lanjut" == texts(document)[1][0]


def test_content_controls_are_gone_through() -> None:
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    cell = tc(p(control(run("1.000"))))
    document = read(docx(control(tbl(HEADER, control(tr(control(tc("Air")), cell))))))
    assert ("Air", "1.000") == texts(document)[1]


def test_macros_embedded_files_and_links_are_said_and_left_alone() -> None:
    document = read(
        docx(
            tbl(HEADER, tr("Air", "1")),
            "<w:altChunk/>",
            kind=MACRO_TYPE,
            parts={
                "word/vbaProject.bin": b"\xd0\xcf\x11\xe0",
                "word/embeddings/Tabel.xlsx": b"PK",
                "word/_rels/document.xml.rels": relations(
                    ("attachedTemplate", "file:///C:/rahasia.dotm"),
                    ("hyperlink", "https://example.org"),
                    mode="External",
                ),
            },
        )
    )
    found = " ".join(messages(document))
    assert "macros, which were neither read nor run" in found
    assert "1 embedded file" in found
    assert "links to 1 other file, which was not followed" in found
    assert "1 other document as a chunk" in found
    assert {"NK412"} == {finding.rule.code for finding in document.findings}


def test_a_strict_document_is_understood() -> None:
    data = docx(tbl(tr(tc("Rencana", properties=across(2))), tr("Air", "1.000")))
    strict = _replaced(data, WORD, STRICT)
    document = read(strict)
    assert [("Rencana",), ("Air", "1.000")] == texts(document)
    assert (Span(1, 0, 1, 1),) == document.tables[0].merged


def _replaced(data: bytes, old: str, new: str) -> bytes:
    import zipfile  # noqa: PLC0415 - only here

    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                part = part.replace(old.encode(), new.encode())
            target.writestr(name, part)
    return stream.getvalue()


def test_heads_and_feet_of_pages_are_no_text() -> None:
    import docx as library  # noqa: PLC0415 - only here

    made = library.Document()
    made.sections[0].header.paragraphs[0].text = "Tabel 9.9 Kepala"
    made.sections[0].footer.paragraphs[0].text = "Kaki | 57"
    made.add_paragraph("Tabel 4.1 Rencana")
    table = made.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Air"
    stream = io.BytesIO()
    made.save(stream)
    document = read(stream.getvalue())
    assert ["Tabel 4.1 Rencana"] == [line.text for line in document.passages]


def test_a_document_without_a_table_says_where_it_may_be() -> None:
    assert "the document has no table" == refused(docx(p("Rencana"))).message
    excel = docx(p("Rencana"), parts={"word/embeddings/Tabel.xlsx": b"PK"})
    assert "embedded Excel files" in refused(excel).remedy
    picture = '<w:r><w:drawing><a:blip xmlns:a="urn:a"/></w:drawing></w:r>'
    assert "pictures" in refused(docx(p(picture))).remedy


def test_without_python_docx_the_command_that_installs_it_is_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = builtins.__import__

    def missing(name: str, *more: Any) -> Any:
        if name.startswith("docx"):
            raise ImportError(name)
        return known(name, *more)

    monkeypatch.setattr(builtins, "__import__", missing)
    error = refused(docx(tbl(HEADER)))
    assert "python-docx, which is not installed" in error.message
    assert "install it again: pip install python-docx" == error.remedy


# Hostile files


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95])
def test_a_document_cut_short_is_damaged(kept: float) -> None:
    data = docx(*[tbl(HEADER, tr(f"Air {n}", "1")) for n in range(200)])
    assert "damaged or cut short" in refused(data[: int(len(data) * kept)]).message


@pytest.mark.parametrize(
    "parts",
    [
        {"word/document.xml": "<w:document"},
        {"word/document.xml": "<a/>"},
        {"word/document.xml": ""},
        {"_rels/.rels": relations()},
        {"_rels/.rels": relations(("officeDocument", "word/tiada.xml"))},
        {"_rels/.rels": "<x"},
        {"[Content_Types].xml": "<Types/>"},
    ],
    ids=["cut", "other root", "empty", "no main part", "missing part", "relations", "types"],
)
def test_a_document_with_a_broken_part_is_damaged(parts: dict[str, bytes | str]) -> None:
    assert "damaged" in refused(docx(tbl(HEADER), parts=parts)).message


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10))


@pytest.mark.parametrize(
    "declared", [LAUGHS, '<!ENTITY a9 SYSTEM "file:///etc/passwd">'], ids=["bomb", "file"]
)
def test_entities_are_refused(declared: str) -> None:
    xml = (
        f'<?xml version="1.0"?><!DOCTYPE d [{declared}]><w:document xmlns:w="{WORD}"><w:body>'
        f"{tbl(tr('&a9;'))}</w:body></w:document>"
    )
    error = refused(docx(parts={"word/document.xml": xml}))
    assert "declares a document type or entities" in error.message
    assert "do not trust" in error.remedy


def test_a_zip_bomb_is_refused() -> None:
    assert (
        "packed into almost nothing"
        in refused(docx(parts={"word/document.xml": b" " * (64 << 20)})).message
    )


def test_a_document_of_too_many_tags_is_refused_before_it_is_parsed() -> None:
    data = docx(tbl(HEADER, *[tr("Air", "1") for _ in range(1000)]))
    error = refused(data, limits=Limits(elements=5000))
    assert "more tags than this program reads" in error.message


def test_a_document_of_too_many_cells_is_refused() -> None:
    data = docx(tbl(HEADER, *[tr("Air", "1") for _ in range(100)]))
    assert "more cells" in refused(data, limits=Limits(cells=150)).message


def test_a_span_of_a_billion_columns_is_no_more_than_a_table_can_have() -> None:
    wide = tr(tc("Air", properties=across(10**9)), "1")
    table = read(docx(tbl(wide, HEADER))).tables[0]
    assert 1001 == table.width
    rows = [wide] * 200
    assert "more cells" in refused(docx(tbl(*rows)), limits=Limits(cells=100_000)).message


@pytest.mark.parametrize("what", ["-3", "", "x", "١"])
def test_a_span_that_is_no_number_is_one_column(what: str) -> None:
    odd = tc("Air", properties=f'<w:gridSpan w:val="{what}"/>')
    assert ("Air", "1") == texts(read(docx(tbl(tr(odd, "1")))))[0]


def nested(depth: int) -> str:
    inner = tbl(HEADER, tr("Air", "1"))
    for _ in range(depth):
        inner = tbl(tr(tc(inner, p()), "x"))
    return inner


def test_tables_nested_without_end_are_refused_by_the_parser() -> None:
    assert 20 < len(read(docx(nested(20))).tables)
    assert "damaged" in refused(docx(nested(300))).message
