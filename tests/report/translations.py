"""Translations built by hand, a small one and random ones."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from nomenklatur.catalog import Catalog, CatalogInfo, Entry
from nomenklatur.codes import Authority, Code, Scheme
from nomenklatur.crosswalk import Relation
from nomenklatur.findings import RULES, Finding
from nomenklatur.money import Rupiah
from nomenklatur.places import Place
from nomenklatur.plan import AmountColumn, Plan, PlanItem, ProgramRef
from nomenklatur.translation import (
    Candidate,
    Evidence,
    Method,
    Outcome,
    Recognition,
    Status,
    TargetShare,
    Translation,
)

NEW = Catalog(
    CatalogInfo("permendagri-90-2019", authorities=frozenset({Authority.KABUPATEN_KOTA})),
    tuple(
        Entry(Code.parse(code, scheme=Scheme.NEW), name)
        for code, name in (
            ("X.XX.01", "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH"),
            ("X.XX.01.2.01.01", "Penyusunan Renstra dan Renja Perangkat Daerah"),
            ("X.XX.01.2.03.02", "Penyediaan Jasa Komunikasi, Sumber Daya Air dan Listrik"),
            ("X.XX.01.2.03.18", "Rapat-Rapat Kordinasi dan Konsultasi ke Luar Daerah"),
            ("2.17.07", "PROGRAM PEMBERDAYAAN USAHA MENENGAH, USAHA KECIL, DAN USAHA MIKRO"),
            ("2.17.07.2.01.01", "Pendataan Potensi dan Pengembangan Usaha Mikro"),
            ("2.17.07.2.01.03", "Fasilitasi Kemudahan Perizinan Usaha Mikro"),
        )
    ),
)
OLD = Catalog(CatalogInfo("permendagri-13-2006", scheme=Scheme.LEGACY), ())
BIDANG = Code.parse("2.17")
FILE = "renja.txt"


def old(text: str) -> Code:
    """A legacy code."""
    return Code.parse(text, scheme=Scheme.LEGACY)


def new(text: str) -> Code:
    """A new code."""
    return Code.parse(text, scheme=Scheme.NEW)


def small_translation() -> Translation:
    """Four items: a plain mapping, a split, an absorption without a target, a lost one."""
    office = ProgramRef("PROGRAM PELAYANAN ADMINISTRASI PERKANTORAN", old("0.00.01"))
    reports = ProgramRef("PROGRAM PENINGKATAN PENGEMBANGAN SISTEM PELAPORAN", old("0.00.06"))
    business = ProgramRef("PROGRAM PENGEMBANGAN SISTEM PENDUKUNG USAHA", old("1.15.17"))

    def item(row: int, name: str, program: ProgramRef, first: int, second: int) -> PlanItem:
        amounts = {"2021": Rupiah(first), "2022": Rupiah(second)}
        place = Place(FILE, table="4.1", row=row)
        return PlanItem(name, program=program, amounts=amounts, place=place)

    items = (
        item(1050, "Penyediaan Jasa Komunikasi, Sumber Daya Air Dan Listrik", office, 95562000, 9),
        item(1051, "Rapat-rapat Koordinasi Dan Konsultasi Ke Dalam Daerah", office, 282785000, 7),
        item(1060, "Penyusunan Renstra Skpd", reports, 398000, 500000),
        item(1070, "Fasilitasi Pengembangan Usaha Mikro", business, 100, 0),
    )
    plan = Plan(
        items,
        (AmountColumn("2021", "Pagu", 2021), AmountColumn("2022", "Prakiraan Maju", 2022)),
        "Rencana Program dan Kegiatan Tahun 2021",
        "Dinas Koperasi dan Usaha Mikro Kota Semarang",
        BIDANG,
        2021,
        source=FILE,
        table="4.1",
    )
    candidate = Candidate(
        NEW.require(new("X.XX.01.2.01.01")),
        0.84,
        (
            Evidence("name", "the names share: renstra"),
            Evidence("program", "the programs differ", against=True),
        ),
    )
    outcomes = (
        Outcome(
            items[0],
            Status.MAPPED,
            Method.CROSSWALK,
            Relation.EXACT,
            (
                TargetShare(
                    new("2.17.01.2.03.02"),
                    "Penyediaan Jasa Komunikasi, Sumber Daya Air dan Listrik",
                    NEW.require(new("X.XX.01.2.03.02")),
                    amounts=items[0].amounts,
                ),
            ),
            source=Recognition(
                Entry(old("0.00.01.002"), "PENYEDIAAN JASA KOMUNIKASI"), Method.EXACT
            ),
            score=1.0,
            note="Sesuai Sub Kegiatan",
        ),
        Outcome(
            items[1],
            Status.AMBIGUOUS,
            Method.CROSSWALK,
            Relation.BROAD,
            source=Recognition(
                Entry(old("0.00.01.028"), "RAPAT-RAPAT … DALAM DAERAH"), Method.FUZZY, 0.95
            ),
            findings=(
                Finding(RULES["NK203"], "no target is named", Place(FILE, table="4.1", row=1051)),
            ),
            note="Sesuai. Masuk pada Rincian Belanja sub kegiatan",
        ),
        Outcome(
            items[2],
            Status.UNMAPPED,
            candidates=(candidate,),
            source=Recognition(Entry(old("0.00.06.029"), "PENYUSUNAN RENSTRA SKPD"), Method.EXACT),
            findings=(Finding(RULES["NK201"], "has no place", Place(FILE, table="4.1", row=1060)),),
        ),
        Outcome(
            items[3],
            Status.MAPPED,
            Method.DECISION,
            Relation.CLOSE,
            tuple(
                TargetShare(new(code), NEW.require(new(code)).name, None, share, part)
                for code, share, part in (
                    ("2.17.07.2.01.01", Fraction(1, 3), _amounts(34, 0)),
                    ("2.17.07.2.01.03", Fraction(2, 3), _amounts(66, 0)),
                )
            ),
            score=1.0,
        ),
    )
    declared = Finding(
        RULES["NK301"],
        "Program Peningkatan … declares 269.470.000, its parts add up to 285.600.000",
        Place(FILE, table="4.1", row=1059),
    )
    return Translation(
        plan, outcomes, NEW, OLD, Authority.KABUPATEN_KOTA, BIDANG, findings=(declared,)
    )


def _amounts(first: int, second: int) -> dict[str, Rupiah]:
    return {"2021": Rupiah(first), "2022": Rupiah(second)}


# -- random ones ---------------------------------------------------------------------------

names = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=20
) | st.sampled_from(
    [
        "=1+1",
        "+62",
        "-5",
        "@SUM(A1)",
        "\tTab",
        "a | b",
        "1.10",
        "`x`",
        "<b>",
        "a\nb",
        "'=1",
        "\x1b[31m",
    ]
)
amounts = st.integers(-(10**6), 10**13).map(Rupiah)
targets = st.sampled_from([entry for entry in NEW if entry.code.sub is not None])
legacy_codes = st.sampled_from([old("0.00.01.002"), old("1.15.00.16.021"), None])


@st.composite
def shares(draw: st.DrawFn, least: int = 1) -> tuple[Fraction, ...]:
    """Fractions that add up to 1."""
    weights = draw(st.lists(st.integers(1, 9), min_size=least, max_size=4))
    return tuple(Fraction(weight, sum(weights)) for weight in weights)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Plans with up to three columns of money, with cells left empty."""
    keys = draw(
        st.lists(st.sampled_from(["2021", "2022", "2019 anggaran"]), min_size=1, unique=True)
    )
    items = draw(
        st.lists(
            st.builds(
                PlanItem,
                names,
                code=legacy_codes,
                program=st.none() | st.builds(ProgramRef, names, legacy_codes),
                amounts=st.dictionaries(st.sampled_from(keys), amounts),
                place=st.builds(Place, st.just(FILE), row=st.integers(1, 10**6)),
            ),
            max_size=4,
        )
    )
    columns = tuple(AmountColumn(key) for key in keys)
    return Plan(tuple(items), columns, draw(names), draw(names), year=2021, source=FILE)


@st.composite
def outcomes(draw: st.DrawFn, item: PlanItem) -> Outcome:
    """Any outcome that an item may have."""
    status = draw(st.sampled_from(Status))
    if status is Status.MAPPED:
        parts = draw(shares())
        split = {key: money.split(parts) for key, money in item.amounts.items()}
        shared = tuple(
            TargetShare(
                entry.code.resolve(BIDANG),
                draw(names),
                entry,
                share,
                {key: money[i] for key, money in split.items()},
            )
            for i, (share, entry) in enumerate((share, draw(targets)) for share in parts)
        )
        method, relation = draw(st.sampled_from(Method)), draw(st.sampled_from(Relation))
        return Outcome(item, status, method, relation, shared, score=draw(st.floats(0, 1)))
    candidates = draw(
        st.lists(
            st.builds(
                Candidate,
                targets,
                st.floats(0, 1),
                st.lists(st.builds(Evidence, names, names, st.booleans()), max_size=1).map(tuple),
            ),
            max_size=2,
        )
    )
    rule = RULES["NK201" if status is Status.UNMAPPED else "NK202"]
    found = (Finding(rule, draw(names), item.place),)
    return Outcome(
        item, status, candidates=tuple(candidates), findings=found, note=draw(st.just("") | names)
    )


@st.composite
def translations(draw: st.DrawFn) -> Translation:
    """Translations whose money adds up."""
    plan = draw(plans())
    found = tuple(draw(outcomes(item)) for item in plan.items)
    return Translation(plan, found, NEW, OLD, Authority.KABUPATEN_KOTA, BIDANG)
