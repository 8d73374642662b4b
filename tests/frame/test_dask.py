"""Two workers of Dask say what one process says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from nomenklatur import frame
from tests.frame.frames import TABLE, WHERE, lists, made, mapper

dd = pytest.importorskip("dask.dataframe", reason="the extra 'dask' is not installed")
distributed = pytest.importorskip("distributed", reason="the extra 'dask' is not installed")

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.filterwarnings("default")  # theirs are not ours to mend

LONG = {name: values * 50 for name, values in TABLE.items()}


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


@pytest.mark.parametrize("explode", [False, True])
def test_two_workers_give_what_one_process_gives(client: Any, explode: bool) -> None:
    how = WHERE | {"amounts": ["pagu"], "explode": explode, "authority": "kabupaten_kota"}
    names: Any = how | {"source": "permendagri-13-2006", "bidang": "2.17"}
    table = made("pandas", LONG)
    whole = frame.translate(table, **names)

    found = frame.translate_dask(dd.from_pandas(table, npartitions=7), **names)

    assert 7 == found.npartitions
    assert list(whole.columns) == list(found.columns)
    computed = found.compute()
    assert 2 == len(client.scheduler_info()["workers"])
    assert lists(whole) == lists(computed)
    assert list(whole.index) == list(computed.index)
    assert list(found.dtypes) == list(computed.dtypes)


def test_a_mapper_of_ones_own_travels_to_the_workers(client: Any) -> None:
    how: Any = WHERE | {"amounts": ["pagu"], "explode": True, "mapper": mapper()}
    table = made("pandas", LONG | {"pagu": [float(v) for v in LONG["pagu"]]})

    found = frame.translate(dd.from_pandas(table, npartitions=3), **how).compute()

    assert lists(frame.translate(table, **how)) == lists(found)
    assert sum(LONG["pagu"]) == found["pagu"].sum()
