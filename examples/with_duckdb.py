"""A plan in DuckDB: translate a table through Arrow, and ask where its money goes.

Run it with ``python examples/with_duckdb.py [PLAN]``; it needs
``pip install 'nomenklatur[frame]' duckdb``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

import nomenklatur as nk
from nomenklatur import frame

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

EXAMPLE = Path(__file__).with_name("renja-2021-dinas-koperasi.csv")

BY_STATUS = """
    SELECT status, count(*) AS kegiatan, sum(pagu)::HUGEINT AS pagu
    FROM translated GROUP BY status ORDER BY pagu DESC
"""
BY_PROGRAM = """
    SELECT regexp_extract(target_code, '^[^.]+[.][^.]+[.][^.]+') AS new_program,
           count(*) AS kegiatan, sum(pagu)::HUGEINT AS pagu
    FROM translated WHERE target_code IS NOT NULL GROUP BY new_program ORDER BY new_program
"""


def load(connection: DuckDBPyConnection, path: Path) -> None:
    """Put a plan into the table ``renja``, as an office's own database may have it."""
    connection.execute(
        "CREATE TABLE renja (baris INTEGER, kode VARCHAR, program VARCHAR, kegiatan VARCHAR,"
        " pagu BIGINT)"
    )
    plan = nk.read_plan(path)
    year = plan.columns[0].key
    connection.executemany(
        "INSERT INTO renja VALUES (?, ?, ?, ?, ?)",
        [
            (
                item.place.row,
                str(item.code) if item.code else None,
                item.program.name if item.program else None,
                item.name,
                int(item.amounts[year]) if year in item.amounts else None,
            )
            for item in plan
        ],
    )


def translate(connection: DuckDBPyConnection) -> None:
    """Translate the table ``renja`` into the table ``translated``."""
    arrow = connection.sql("SELECT * FROM renja ORDER BY baris").to_arrow_table()
    translated = frame.translate(
        arrow,
        name="kegiatan",
        code="kode",
        program="program",
        amounts=["pagu"],
        explode=True,  # a row a target: sums over targets are exact
        source="permendagri-13-2006",
        authority="kabupaten_kota",
        bidang="2.17",
    )
    connection.register("arrived", translated)
    connection.execute("CREATE TABLE translated AS SELECT * FROM arrived")
    connection.unregister("arrived")


def main(path: Path = EXAMPLE) -> None:
    """Show a plan by status and by new program."""
    connection = duckdb.connect()
    load(connection, path)
    translate(connection)
    for query in (BY_STATUS, BY_PROGRAM):
        for row in connection.execute(query).fetchall():
            print(*row, sep="\t")
        print()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
