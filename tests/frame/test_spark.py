"""Two workers of Spark say what one process says."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, Any

import pytest

from nomenklatur import frame
from tests.frame.frames import TABLE, WHERE, lists, made, mapper

sql = pytest.importorskip("pyspark.sql", reason="the extra 'spark' is not installed")

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("default"),  # theirs are not ours to mend
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java"),
]

LONG = {name: values * 50 for name, values in TABLE.items()}


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """Spark with two executors of one core each: processes that share nothing."""
    patch = pytest.MonkeyPatch()
    patch.setenv("PYSPARK_PYTHON", sys.executable)
    patch.setenv("PYTHONPATH", os.pathsep.join(path for path in sys.path if path))
    session = (
        sql.SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    yield session
    session.stop()
    patch.undo()


@pytest.mark.parametrize("explode", [False, True])
def test_two_workers_give_what_one_process_gives(spark: Any, explode: bool) -> None:
    how = WHERE | {"amounts": ["pagu"], "explode": explode, "authority": "kabupaten_kota"}
    names: Any = how | {"source": "permendagri-13-2006", "bidang": "2.17"}
    table = made("pyarrow", LONG)
    whole = frame.translate(table, **names)

    found = frame.translate_spark(spark.createDataFrame(table).repartition(7), **names)

    assert list(whole.column_names) == found.columns
    arrow = found.toArrow()
    assert sorted(map(repr, whole.to_pylist())) == sorted(map(repr, arrow.to_pylist()))


def test_a_mapper_of_ones_own_travels_to_the_workers(spark: Any) -> None:
    how: Any = WHERE | {"amounts": ["pagu"], "explode": True, "mapper": mapper()}
    table = made("pyarrow", LONG | {"pagu": [float(v) for v in LONG["pagu"]]})

    found = frame.translate(spark.createDataFrame(table).coalesce(1), **how)

    assert "bigint" == dict(found.dtypes)["pagu"]
    assert lists(frame.translate(table, **how)) == lists(found.toArrow())
