"""Layouts as real plans have them, drawn by chance: where codes, sums, offices and parts stand.

Hypothesis (`drawn_plans`) and a generator with seeds (`bench/reading.py`) draw the same plans:
the layout is a number of choices with names, the rest follows from a seed.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from attrs import Factory, define, frozen
from hypothesis import strategies as st

from tests.reading.grid import GridCell, Sheet, as_csv, document_of
from tests.reading.plans import Node, Shape, TreeSpec, draw_shape, draw_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from nomenklatur.tables.table import Document
    from tests.reading.reader import Reading

LEVELS = ("office", "program", "kegiatan", "sub")
TOTALS = (
    "JUMLAH", "Jumlah", "TOTAL", "Total", "J U M L A H", "Jml.", "TOTAL :", "Jumlah Seluruhnya",
    "Total Keseluruhan", "Grand Total", "Pagu Seluruhnya", "JUMLAH TOTAL", "Jumlah Belanja",
)  # fmt: skip
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
FIELDS = {
    "fields": {
        "program": ("kode_program", "nama_program"),
        "kegiatan": ("kode_giat", "nama_giat"),
        "sub": ("kode_sub_giat", "nama_sub_giat"),
        "account": ("kode_akun", "nama_akun"),
        "office": ("kode_skpd", "nama_skpd"),
    },
    "words": {
        "program": ("Kode Program", "Program"),
        "kegiatan": ("Kode Kegiatan", "Kegiatan"),
        "sub": ("Kode Sub Kegiatan", "Sub Kegiatan"),
        "account": ("Kode Rekening", "Uraian Rekening"),
        "office": ("Kode SKPD", "Perangkat Daerah"),
    },
}
ACCOUNTS = (
    ("5.1.02.01.01.0024", "Belanja Alat Tulis"), ("5.1.02.01.01.0052", "Belanja Makanan Rapat"),
    ("5.1.02.02.01.0003", "Honorarium Narasumber"), ("5.1.02.04.01.0001", "Belanja Perjalanan"),
    ("5.2.02.05.01.0001", "Belanja Modal Alat"),
)  # fmt: skip
LEGACY_ACCOUNTS = (
    ("5.2.1", "Belanja Pegawai"), ("5.2.2", "Belanja Barang dan Jasa"), ("5.2.3", "Belanja Modal"),
)  # fmt: skip
EXTRAS: dict[str, tuple[str, Callable[[Random], str | int]]] = {
    "lokasi": ("Lokasi", lambda c: c.choice(("Kota", "Kec. A", "Desa B", "Kab. Contoh"))),
    "indikator": ("Indikator", lambda c: c.choice(("Orang dibina", "Jumlah dokumen", "Unit"))),
    "target": ("Target", lambda c: c.choice(("100%", "12 bulan", "1 dokumen", "200 orang"))),
    "target_number": ("Target Kinerja", lambda c: c.randint(1, 400)),
    "sumber_dana": ("Sumber Dana", lambda c: c.choice(("PAD", "DAU", "DAK", "APBD"))),
    "keterangan": ("Keterangan", lambda c: c.choice(("", "", "-", "lihat catatan"))),
    "pptk": ("PPTK", lambda c: c.choice(("Nama A", "Nama B", "Nama C"))),
    "alasan": ("Alasan Geser", lambda c: c.choice(("belum siap", "-", ""))),
    "id": ("id", lambda c: c.randint(10_000, 99_999_999)),
    "tahun": ("Tahun", lambda _: 2021),
    "nip": ("NIP", lambda c: f"19{c.randint(60, 99)}0101 200501 1 00{c.randint(1, 9)}"),
}


@define
class Line:
    """A row before its columns are in order: cells by the column's name.

    Attributes:
        cells: What stands in it.
        node: The row of the tree that it is, if it is one.
    """

    cells: dict[str, GridCell] = Factory(dict)
    node: Node | None = None


@frozen(repr=False)
class Drawn:
    """A plan in a layout, and what a reader must get of it.

    Attributes:
        layout: What was chosen, by the name of the choice.
        sheets: Its cells.
        body: Positions of the rows that hold the plan, sums at its ends not among them.
        items: How many items it has.
        totals: The plan's own money: a sum for each year, or one for None.
    """

    layout: dict[str, str]
    sheets: tuple[Sheet, ...]
    body: range
    items: int
    totals: dict[int | None, int]

    def __repr__(self) -> str:
        """Its layout; the cells are shown by `bench/reading.py`."""
        chosen = {key: one for key, one in self.layout.items() if one not in {"none", "one"}}
        return f"<Drawn {chosen} {self.items} {self.totals}>"

    @property
    def sheet(self) -> Sheet:
        """Its first sheet."""
        return self.sheets[0]

    @property
    def total(self) -> int:
        """The sum of the plan's first column."""
        return next(iter(self.totals.values()))

    def is_right(self, reading: Reading) -> bool:
        """Whether the sums of the plan's own columns were read as they are.

        Each year is held to its own sum; of a plan with one column of its own, only that is.
        What is foreseen for the year after may be read or not.
        """
        known = {year: total for year, total in reading.years.items() if year in self.totals}
        if self.layout["money"] != "years" or reading.totals == tuple(self.totals.values()):
            return reading.total == self.total
        return known == self.totals

    @property
    def text(self) -> str:
        """The plan as CSV."""
        return as_csv(self.sheet)

    def document(self) -> Document:
        """The plan as its file would be read, a workbook's without writing one."""
        return document_of(self.sheets, self.layout["format"])

    def shuffled(self, chance: Random) -> Drawn:
        """The same plan with the rows of its body in another order."""
        rows = list(self.sheet.rows)
        body = rows[self.body.start : self.body.stop]
        chance.shuffle(body)
        rows[self.body.start : self.body.stop] = body
        sheet = Sheet(self.sheet.name, rows, self.sheet.merged, money=self.sheet.money)
        return Drawn(self.layout, (sheet,), self.body, self.items, self.totals)


@define
class Drawer:
    """Draws one plan; what was chosen stays in `layout`."""

    chance: Random
    choose: Callable[[Sequence[str]], str]
    fixed: dict[str, str]
    layout: dict[str, str] = Factory(dict)
    shape: Shape = None  # type: ignore[assignment]
    offices: list[Node] = Factory(list)
    lines: list[Line] = Factory(list)
    items: int = 0

    # what is chosen

    def pick(self, name: str, *options: str) -> str:
        """Choose one of the options, or what is fixed; an option with `*2` is twice as likely."""
        many: list[str] = []
        for option in options:
            word, _, times = option.partition("*")
            many += [word] * int(times or 1)
        fixed = self.fixed.get(name)
        chosen = fixed if fixed in many else self.choose(many)
        self.layout[name] = chosen
        return chosen

    def is_(self, name: str, *values: str) -> bool:
        """Whether a choice was one of these."""
        return self.layout.get(name) in values

    def draw(self) -> Drawn:
        """Draw it."""
        self._choose()
        layout, chance = self.layout, self.chance
        self.shape = draw_shape(chance, layout["money"], 2021)
        coded = layout["codes"] != "none"
        spec = TreeSpec(
            new=layout["scheme"] == "new",
            offices=1 if layout["offices"] in {"none", "title"} else chance.randint(2, 3),
            digits=chance.choice((2, 4) if layout["scheme"] == "new" else (2, 3)),
            unit=layout["code_style"] == "twice" or (coded and chance.random() < 0.3),
            program_word=chance.random() < 0.7 or layout["scheme"] == "new",
            look_alikes=0.4 if layout["names"] == "look-alike" else 0.0,
            odd=not coded,
        )
        self.offices = draw_tree(chance, spec, self.shape)
        for leaf in self._leaves():
            if layout["empty"] == "some" and chance.random() < 0.15:
                leaf.is_empty, leaf.own = True, (0,) * len(self.shape.signs)
        if layout["form"] == "flat":
            self._flat()
        else:
            self._tree()
        return self._lay_out()

    def _choose(self) -> None:
        pick = self.pick
        pick("format", "xlsx*2", "csv")
        pick("amounts", "numbers*3", "dots")
        pick("scheme", "new", "legacy")
        flat = pick("form", "tree*2", "flat") == "flat"
        legacy = self.is_("scheme", "legacy")
        if flat:
            codes = pick("codes", "one*2", "levels*2", "cell", "none")
            pick("heads", "fields", "words")
        else:
            more = ("pair",) if legacy else ()
            codes = pick("codes", "one*3", "full*2", "segments*2", "cell", "none*2", *more)
        pick("offices", *self._offices_of(codes, flat=flat))
        pick("code_style", *self._styles_of(codes, legacy=legacy))
        money = ("one*3", "years*2", "forward", "change", "quarters", "kinds", "funds")
        pick("money", *money, "realisation")
        pick("fill", *(("own", "all") if codes == "full" else ("own",)))
        pick("names", "ordinary*2", "look-alike")
        coded = codes != "none"
        pick("empty", "none*5", *(("some",) if coded else ()))
        if flat:
            pick("parts", "none*3", *(("accounts",) if codes in {"one", "levels"} else ()))
            pick("declared", "none*3", "repeated")
            pick("order", "nested*2", "shuffled")
            pick("total", "none*3", "below*2", "above", "nameless")
        else:
            pick("order", *self._orders_of(codes))
            positional = self.is_("order", "nested")
            sums = ("parents*4", "programs", "none", *(("below",) if positional else ()))
            pick("sums", *sums)
            pick("total", "none*2", "below*2", "above", "nameless", "both")
            parts = ("accounts", "accounts-beside", "funds", "locations", "packages", "alone")
            pick("parts", "none*6", *(parts if coded and positional and codes != "cell" else ()))
            pick("numbers", "none*3", *(() if coded else ("roman", "letters", "decimal")))
            slip = coded and positional and self.is_("sums", "parents")
            pick("slip", "none*9", *(("one",) if slip else ()))
        pick("headings", "merged", "empty", "one-row")
        pick("column_numbers", "none*3", "plain", "brackets", "letters", "skips")
        pick("titles", "none", "some")
        pick("foot", "none*3", "signature")
        pick("gaps", "none*4", *(("some",) if self.is_("format", "xlsx") else ()))
        pick("extras", "none", "few*2", "many")
        several = ("goes-on", "with-headers", "copy") if self.is_("format", "xlsx") else ()
        pick("sheets", "one*9", *several)

    def _offices_of(self, codes: str, *, flat: bool) -> tuple[str, ...]:
        if codes == "pair":
            return ("none", "title")
        return ("none", "title", "column", *(() if flat else ("rows", "rows")))

    def _styles_of(self, codes: str, *, legacy: bool) -> tuple[str, ...]:
        if codes in {"one", "full", "levels"}:
            return ("plain*3", "dot", *(("twice", "blanks") if legacy else ()))
        if codes == "segments":
            return ("text*2", *(("number",) if self.is_("format", "xlsx") else ()))
        if codes == "pair":
            return ("text", *(("number",) if self.is_("format", "xlsx") else ()))
        return ("dash", "blank") if codes == "cell" else ("none",)

    def _orders_of(self, codes: str) -> tuple[str, ...]:
        if codes in {"none", "pair"}:
            return ("nested",)
        if codes == "segments":
            return ("nested*4", "levels")
        return ("nested*4", "levels", "after", "shuffled", "missing")

    # rows of a tree

    def _leaves(self) -> Iterator[Node]:
        for office in self.offices:
            yield from office.leaves()

    def _nodes(self) -> list[Node]:
        shown = LEVELS if self.is_("offices", "rows") else LEVELS[1:]
        nodes = [node for office in self.offices for node in office.walk() if node.level in shown]
        order = self.layout["order"]
        if order == "levels":
            nodes.sort(key=lambda node: LEVELS.index(node.level))
        elif order == "shuffled":
            self.chance.shuffle(nodes)
        elif order == "after":
            nodes = [node for office in self.offices for node in _after(office)]
            nodes = [node for node in nodes if node.level in shown]
        elif order == "missing":
            nodes = [node for node in nodes if node.is_leaf or self.chance.random() < 0.6]
        return nodes

    def _tree(self) -> None:
        if self.is_("slip", "one"):
            self._slip()
        if self.is_("order", "nested"):
            for position, node in enumerate(self._tops()):
                self._nested(node, (position + 1,))
        else:
            self.lines += [self._line(node) for node in self._nodes()]
        self.items += sum(1 for _ in self._leaves())

    def _tops(self) -> list[Node]:
        if self.is_("offices", "rows"):
            return self.offices
        return [program for office in self.offices for program in office.children]

    def _slip(self) -> None:
        programs = [one for office in self.offices for one in office.children if one.children]
        program = self.chance.choice(programs)
        if len(programs) > 1:
            program.own = tuple(amount + 4_419_000 for amount in program.amounts())

    def _nested(self, node: Node, numbers: tuple[int, ...]) -> None:
        line = self._line(node)
        if not self.is_("numbers", "none"):
            line.cells["no"] = GridCell(self._number(numbers))
        self.lines.append(line)
        if node.is_leaf:
            self._parts_below(node, line)
        for position, child in enumerate(node.children):
            self._nested(child, (*numbers, position + 1))
        if node.children and self.is_("sums", "below"):
            word = self.chance.choice(("Jumlah", "Sub Total", "Jumlah " + node.name))
            self.lines.append(Line(self._money(node.amounts()) | {"name": GridCell(word)}))

    def _number(self, numbers: tuple[int, ...]) -> str | int:
        number, depth = numbers[-1], len(numbers)
        if self.is_("numbers", "decimal"):
            return ".".join(map(str, numbers))
        kinds: tuple[str | int, ...] = (ROMAN[number - 1], chr(64 + number), number)
        if self.is_("numbers", "letters"):
            kinds = (chr(64 + number), number, chr(96 + number))
        return (*kinds, f"{number})")[min(depth, 4) - 1]

    def _line(self, node: Node) -> Line:
        cells = self._codes(node) | {"name": GridCell(node.name)}
        if self.is_("codes", "cell") and node.level != "office":
            dash = " - " if self.is_("code_style", "dash") else " "
            cells["name"] = GridCell(".".join(node.code) + dash + node.name)
        if self.is_("offices", "column"):
            cells["office"] = GridCell(node.office)
        if node.is_leaf:
            cells |= {} if node.is_empty else self._money(node.own or ())
        elif self.is_("sums", "parents") or (
            self.is_("sums", "programs") and node.level == "program"
        ):
            cells |= self._money(node.own or node.amounts())
        return Line(cells, node)

    def _codes(self, node: Node) -> dict[str, GridCell]:
        """The code cells of a row."""
        codes, level = self.layout["codes"], LEVELS.index(node.level)
        if node.level == "office" and codes not in {"segments", "none", "cell"}:
            new = self.is_("scheme", "new")
            full = ".".join((*node.code, "0.00.0.00.01.0000")) if new else ".".join(node.code)
            return {"code0" if codes == "full" else "code": GridCell(full)}
        match codes:
            case "one":
                return {"code": GridCell(self._written(node.code))}
            case "full":
                program = len(self.offices[0].children[0].code)
                kegiatan = program + (2 if self.is_("scheme", "new") else 1)
                ends = (2, program, kegiatan, kegiatan + 1)
                shown = range(1, level + 1) if self.is_("fill", "all") else (level,)
                return {f"code{n}": GridCell(self._written(node.code[: ends[n]])) for n in shown}
            case "segments":
                return {f"code{n}": self._segment(one) for n, one in enumerate(_parts(node.code))}
            case "pair":
                numbers = node.code[-1:] if node.level == "program" else node.code[-2:]
                return {f"code{n}": self._segment(one) for n, one in enumerate(numbers)}
        return {}

    def _segment(self, segment: str) -> GridCell:
        as_number = self.is_("code_style", "number") and segment.isdigit()
        return GridCell(int(segment) if as_number else segment)

    def _written(self, code: Sequence[str]) -> str:
        match self.layout["code_style"]:
            case "dot":
                return ".".join(code) + "."
            case "twice":
                return ".".join((*code[:2], *code))
            case "blanks":
                return " . ".join((".".join(code[:2]), *code[2:]))
        return ".".join(code)

    def _money(self, amounts: Sequence[int]) -> dict[str, GridCell]:
        return {f"money{n}": GridCell(one, money=True) for n, one in enumerate(amounts)}

    # rows below an activity, which divide it

    def _parts_below(self, leaf: Node, line: Line) -> None:
        kind = self.layout["parts"]
        if kind == "none" or leaf.is_empty or self.chance.random() < 0.3:
            return
        parts = self._split(leaf, self.chance.randint(1, 3))
        if kind == "alone":
            for name in [name for name in line.cells if name.startswith("money")]:
                del line.cells[name]
        accounts = ACCOUNTS if self.is_("scheme", "new") else LEGACY_ACCOUNTS
        chosen = sorted(self.chance.sample(accounts, len(parts)))
        places = self.chance.sample(("Kec. A", "Kec. B", "Kec. C", "Desa D"), len(parts))
        sources = self.chance.sample(("PAD", "DAU", "DAK", "Banprov"), len(parts))
        for number, part in enumerate(parts):
            cells = self._money(part)
            match kind:
                case "accounts" | "alone":
                    column = "code0" if self.is_("codes", "full", "segments", "pair") else "code"
                    column = "account" if column == "code0" else column
                    cells |= {column: GridCell(chosen[number][0])}
                    cells |= {"name": GridCell(chosen[number][1])}
                case "accounts-beside":
                    cells |= {"account": GridCell(chosen[number][0])}
                    cells |= {"name": GridCell(chosen[number][1])}
                case "funds":
                    cells["name"] = GridCell(f"- {sources[number]}")
                case "locations":
                    cells["lokasi"] = GridCell(places[number])
                case _:
                    cells["name"] = GridCell(f"Paket {number + 1} {places[number]}")
            self.lines.append(Line(cells))

    def _split(self, leaf: Node, count: int) -> list[tuple[int, ...]]:
        """The amounts of an activity in so many parts, which add up to it in each column."""
        columns = []
        for amount in leaf.drawn:
            share = amount // count
            columns.append([amount - share * (count - 1), *[share] * (count - 1)])
        return [self.shape.amounts(part) for part in zip(*columns, strict=True)]

    # flat lists

    def _flat(self) -> None:
        leaves = list(self._leaves())
        if self.is_("order", "shuffled"):
            self.chance.shuffle(leaves)
        programs = {
            id(leaf): (program, above)
            for office in self.offices
            for program in office.children
            for above in program.children
            for leaf in above.leaves()
        }
        for leaf in leaves:
            program, kegiatan = programs[id(leaf)]
            base = self._flat_cells(leaf, program, kegiatan)
            if self.is_("declared", "repeated"):
                base["declared"] = GridCell(program.amounts()[self._main], money=True)
            self._flat_lines(leaf, base)
        self.items += len(leaves)

    @property
    def _main(self) -> int:
        return self.shape.mains[0][0]

    def _flat_cells(self, leaf: Node, program: Node, kegiatan: Node) -> dict[str, GridCell]:
        cells: dict[str, GridCell] = {}
        if not self.is_("codes", "levels"):
            cells |= self._line(leaf).cells
        else:
            chain = [program, kegiatan, *([leaf] if leaf is not kegiatan else [])]
            for node in chain:
                cells[f"code_{node.level}"] = GridCell(self._written(node.code))
                cells[f"name_{node.level}"] = GridCell(node.name)
            cells |= {} if leaf.is_empty else self._money(leaf.own or ())
        if self.is_("codes", "none", "one", "cell"):
            cells["name_program"] = GridCell(program.name)
        if self.is_("offices", "column"):
            cells["office"] = GridCell(leaf.office)
        return cells

    def _flat_lines(self, leaf: Node, base: dict[str, GridCell]) -> None:
        if not self.is_("parts", "accounts") or leaf.is_empty:
            self.lines.append(Line(base, leaf))
            return
        accounts = ACCOUNTS if self.is_("scheme", "new") else LEGACY_ACCOUNTS
        parts = self._split(leaf, self.chance.randint(1, 3))
        chosen = sorted(self.chance.sample(accounts, len(parts)))
        for part, (code, name) in zip(parts, chosen, strict=True):
            cells = base | self._money(part)
            cells |= {"code_account": GridCell(code), "name_account": GridCell(name)}
            self.lines.append(Line(cells, leaf))

    # the sheet

    def _lay_out(self) -> Drawn:
        self._extras()
        columns = self._columns()
        rows: list[list[GridCell]] = []
        merged: list[tuple[int, int, int, int]] = []
        if self.is_("titles", "some"):
            rows += [[GridCell(line)] for line in self._titles()]
        head = len(rows)
        rows += self._header(columns, head, merged)
        rows += self._column_numbers(columns)
        amounts = [office.amounts() for office in self.offices]
        total = tuple(map(sum, zip(*amounts, strict=True)))
        if self.is_("total", "above", "both"):
            rows.append(self._row(columns, self._total_line(total)))
        start = len(rows)
        for number, line in enumerate(self.lines):
            rows.append(self._row(columns, line))
            if self.is_("gaps", "some") and number and self.chance.random() < 0.08:
                rows.append([])
        body = range(start, len(rows))
        if self.is_("total", "below", "both", "nameless"):
            rows.append(self._row(columns, self._total_line(total)))
        if self.is_("foot", "signature"):
            rows += [[], *[[GridCell(), GridCell(text)] for text in self._signature()]]
        sheet = Sheet("Sheet1", rows, merged)
        sheet.money = "dots" if self.is_("amounts", "dots") else ""
        totals = {year: total[position] for position, year in self.shape.mains}
        sheets = tuple(self._sheets(sheet, range(head, body.start), body))
        return Drawn(dict(self.layout), sheets, body, self.items, totals)

    def _sheets(self, sheet: Sheet, header: range, body: range) -> Iterator[Sheet]:
        if self.is_("sheets", "one") or len(body) < 4:
            yield sheet
            return
        if self.is_("sheets", "copy"):
            yield sheet
            yield Sheet("Sheet1 (2)", sheet.rows, sheet.merged, money=sheet.money)
            return
        cut = self.chance.randint(body.start + 2, body.stop - 1)
        above = sheet.rows[header.start : header.stop] if self.is_("sheets", "with-headers") else []
        if self.is_("total", "above", "both"):
            above = above[:-1]
        kept = [one for one in sheet.merged if above]
        moved = [(a, b - header.start, c, d - header.start) for a, b, c, d in kept]
        yield Sheet("Hal 1", sheet.rows[:cut], sheet.merged, money=sheet.money)
        yield Sheet("Hal 2", [*above, *sheet.rows[cut:]], moved, money=sheet.money)

    def _total_line(self, total: Sequence[int]) -> Line:
        word = "" if self.is_("total", "nameless") else self.chance.choice(TOTALS)
        name = "name_program" if self.is_("codes", "levels") else "name"
        cells = self._money(total)
        return Line(cells | {name: GridCell(word)} if word else cells)

    def _extras(self) -> None:
        count = {"none": 0, "few": 2, "many": 5}[self.layout["extras"]]
        kinds = [name for name in EXTRAS if (self.shape.name, name) != ("funds", "sumber_dana")]
        for name in self.chance.sample(kinds, count):
            for line in self.lines:
                if line.node is not None and (line.node.is_leaf or name in {"id", "tahun"}):
                    line.cells.setdefault(name, GridCell(EXTRAS[name][1](self.chance) or None))

    def _columns(self) -> list[tuple[str, str, str]]:
        """Name, heading over several columns, own heading."""
        used = {name for line in self.lines for name in line.cells}
        heads = FIELDS[self.layout.get("heads", "words")]
        code, name = self.chance.choice((("Kode", "Uraian"), ("KODE", "PROGRAM/KEGIATAN")))
        if self.is_("form", "flat"):
            code, name = ("kode", "uraian") if self.is_("heads", "fields") else ("Kode", "Kegiatan")
        columns = [("no", "", "No")] if "no" in used else []
        columns += [("office", "", heads["office"][1])] if "office" in used else []
        columns += [("name_program", "", heads["program"][1])] * (
            "name_program" in used and not self.is_("codes", "levels")
        )
        columns += [("code", "", code)] if "code" in used else []
        codes = [f"code{n}" for n in range(6) if f"code{n}" in used]
        columns += [(one, code, code if one == codes[0] else "") for one in codes]
        columns += [("account", "", "Kode Rekening")] if "account" in used else []
        columns += [("name", "", name)] if "name" in used else []
        if self.is_("codes", "levels"):
            for level in LEVELS[1:]:
                for kind, head in zip(("code", "name"), heads[level], strict=True):
                    columns += [(f"{kind}_{level}", "", head)] * (f"{kind}_{level}" in used)
        for kind, head in zip(("code", "name"), heads["account"], strict=True):
            columns += [(f"{kind}_account", "", head)] * (f"{kind}_account" in used)
        extras = [(extra, "", EXTRAS[extra][0]) for extra in EXTRAS if extra in used]
        cut = self.chance.randint(0, len(extras))
        columns += extras[:cut]
        columns += [(f"money{n}", *head) for n, head in enumerate(self.shape.headings)]
        declared = "total_pagu_program" if self.is_("heads", "fields") else "Total Pagu Program"
        columns += [("declared", "", declared)] * ("declared" in used)
        return columns + extras[cut:]

    def _header(
        self,
        columns: Sequence[tuple[str, str, str]],
        above: int,
        merged: list[tuple[int, int, int, int]],
    ) -> list[list[GridCell]]:
        tops = [top for _, top, _ in columns]
        spans = any(top and not name.startswith("code") for name, top, _ in columns)
        first_code = [n for n, (name, top, _) in enumerate(columns) if top and name[:4] == "code"]
        own = [GridCell(bottom or None) for _, _, bottom in columns]
        if not spans or self.is_("headings", "one-row"):
            for cell, (name, top, bottom) in zip(own, columns, strict=True):
                if top and not name.startswith("code"):
                    cell.value = f"{top} {bottom}"
            if len(first_code) > 1 and self.is_("headings", "merged"):
                merged.append((first_code[0] + 1, above + 1, first_code[-1] + 1, above + 1))
            return [own]
        upper = [GridCell() for _ in columns]
        for n, (name, top, bottom) in enumerate(columns):
            spanning = top and not name.startswith("code")
            upper[n].value = (top if spanning else bottom) or None
            own[n].value = bottom if spanning else None
            if spanning and n and tops[n - 1] == top:
                upper[n].value = None
        if self.is_("headings", "merged"):
            merged += _merges(columns, above)
        return [upper, own]

    def _column_numbers(self, columns: Sequence[object]) -> list[list[GridCell]]:
        kind, count = self.layout["column_numbers"], len(columns)
        if kind == "none" or count > 20:
            return []
        numbers: list[str | int] = list(range(1, count + 1))
        if kind == "brackets":
            numbers = [f"({number})" for number in numbers]
        elif kind == "letters":
            numbers = [chr(96 + int(number)) for number in numbers]
        elif kind == "skips":
            skipped = self.chance.randint(1, count)
            numbers = [int(number) + (int(number) > skipped) for number in numbers]
        return [[GridCell(number) for number in numbers]]

    def _row(self, columns: Sequence[tuple[str, str, str]], line: Line) -> list[GridCell]:
        return [line.cells.get(name, GridCell()) for name, _, _ in columns]

    def _titles(self) -> list[str]:
        lines = ["RENCANA KERJA PERANGKAT DAERAH", "TAHUN ANGGARAN 2021"]
        lines += [self.offices[0].name] * self.is_("offices", "title")
        return lines[: self.chance.randint(1, 3)]

    def _signature(self) -> list[str]:
        return [
            "Contoh, 2 Januari 2021",
            "Kepala Dinas",
            "Nama Contoh",
            "NIP 19700101 199503 1 001",
        ]


def _after(node: Node) -> Iterator[Node]:
    for child in node.children:
        yield from _after(child)
    yield node


def _parts(code: Sequence[str]) -> list[str]:
    """The segments of a code as columns have them: the kind of region with the kegiatan."""
    if len(code) >= 5 and code[3] == "2":
        return [*code[:3], ".".join(code[3:5]), *code[5:]]
    return list(code)


def _merges(
    columns: Sequence[tuple[str, str, str]], above: int
) -> Iterator[tuple[int, int, int, int]]:
    """The merged cells of a header of two rows."""
    start = 0
    while start < len(columns):
        name, top, _ = columns[start]
        end = start
        while top and end + 1 < len(columns) and columns[end + 1][1] == top:
            end += 1
        if top and not name.startswith("code"):
            if end > start:
                yield start + 1, above + 1, end + 1, above + 1
        else:
            yield start + 1, above + 1, end + 1, above + 2
        start = end + 1


def draw_plan(chance: Random, **fixed: str) -> Drawn:
    """Draw a plan in a layout; choices may be fixed by name."""
    return Drawer(chance, chance.choice, fixed).draw()


@st.composite
def drawn_plans(draw: st.DrawFn, /, **fixed: str) -> Drawn:
    """Plans in layouts; the first option of each choice is the simplest."""
    chance = Random(draw(st.integers(0, 2**32 - 1)))  # noqa: S311 - made-up plans, no secrets
    return Drawer(chance, lambda options: draw(st.sampled_from(options)), fixed).draw()
