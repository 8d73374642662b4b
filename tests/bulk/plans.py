"""Made-up flat plans, as an office or a country would have them."""

from __future__ import annotations

import csv
import io
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

KEGIATAN = (
    ("0.00.01.002", "Program Pelayanan Administrasi Perkantoran",
     "Penyediaan jasa komunikasi, sumber daya air dan listrik"),
    ("0.00.01.010", "Program Pelayanan Administrasi Perkantoran", "Penyediaan alat tulis kantor"),
    ("0.00.01.011", "Program Pelayanan Administrasi Perkantoran",
     "Penyediaan barang cetakan dan penggandaan"),
    ("0.00.01.028", "Program Pelayanan Administrasi Perkantoran", "Penyediaan jasa pengamanan"),
    ("0.00.06.029", "Program Peningkatan Pengembangan Sistem Pelaporan", "Penyusunan Renstra SKPD"),
    ("1.15.00.16.021", "Program Pengembangan Kewirausahaan dan Keunggulan Kompetitif",
     "Peningkatan Sarana dan Prasarana Usaha Mikro"),
    ("1.15.00.18.024", "Program Peningkatan Kualitas Kelembagaan Koperasi",
     "Penguatan kelembagaan koperasi"),
    ("1.15.00.18.026", "Program Peningkatan Kualitas Kelembagaan Koperasi",
     "Advokasi dan Pendampingan Koperasi"),
    ("1.15.00.21.005", "Program Peningkatan Pemasaran", "Fasilitasi promosi produk UMKM"),
)  # fmt: skip
HEADER = ("Perangkat Daerah", "Kode", "Program", "Kegiatan", "Pagu 2021", "Prakiraan Maju 2022")
OFFICE = "Dinas Koperasi dan Usaha Mikro Kota Semarang"


def written(name: str, chance: random.Random) -> str:
    """A name in some spelling."""
    name = chance.choice([str, str.upper, str.title, str.lower])(name)
    draw = chance.randrange(8)
    place = chance.randrange(1, len(name) - 1)
    if draw == 0:
        return name[:place] + name[place + 1 :]
    if draw == 1:
        return name.replace(" ", "  ", 1)
    if draw == 2:
        return name.replace("alat tulis kantor", "ATK").replace("/", " / ")
    return name


def rows(count: int, seed: int, *, office: str = OFFICE) -> list[tuple[str, ...]]:
    """The rows of an office's plan."""
    chance = random.Random(seed)  # noqa: S311 - made-up plans, no secrets
    found = []
    for _ in range(count):
        code, program, name = chance.choice(KEGIATAN)
        if chance.randrange(10) == 0:
            code = chance.choice(["", code + ".", code.replace(".", " . ")])
        amount = chance.randrange(1, 10**9)
        money = [str(amount), f"{amount:,}".replace(",", "."), f"Rp {amount:,},-".replace(",", ".")]
        money[2] = money[2].replace(".-", ",-")
        later = chance.choice([*money, "", "-", "12.500.000,50"])
        found.append(
            (office, code, written(program, chance), written(name, chance),
             chance.choice(money), later)
        )  # fmt: skip
    return found


def as_csv(
    lines: Sequence[Sequence[str]], *, header: Sequence[str] = HEADER, separator: str = ","
) -> str:
    """The plan as CSV."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=separator, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(lines)
    return stream.getvalue()
