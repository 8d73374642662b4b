"""Frames that are not at hand: worked on part by part, lazily, on this machine or on others.

There is no engine here: polars, Dask and Spark cut the frame up and carry a `Job` to the parts.
Equal rows have equal answers in every part, so the result is that of the whole frame.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final, Required, Unpack

from nomenklatur.frame.extras import need
from nomenklatur.frame.job import SCORES, Job, Layout
from nomenklatur.frame.making import make_job
from nomenklatur.translate import Options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from nomenklatur.mapper import Mapper


class How(Options, total=False):
    """How to translate a frame: the keywords of `translate`."""

    name: Required[str]
    code: str | None
    program: str | None
    amounts: Sequence[str]
    bidang_column: str | None
    explode: bool
    prefix: str
    mapper: Mapper | None


def translate_dask(ddf: Any, **how: Unpack[How]) -> Any:  # noqa: ANN401 - a Dask frame
    """Translate a Dask data frame, partition by partition, when it is computed.

    Args:
        ddf: The frame.
        how: The keywords of `translate`; `source` or `mapper` has to be among them.

    Raises:
        NomenklaturError: As for `translate`; about the rows only when it is computed.
    """
    need("dask.dataframe")
    job = _job(how)
    return ddf.map_partitions(job, meta=job(ddf._meta))  # noqa: SLF001 - Dask's way to say it


def translate_spark(sdf: Any, **how: Unpack[How]) -> Any:  # noqa: ANN401 - a Spark frame
    """Translate a PySpark data frame, batch by batch (`mapInArrow`), when it is needed.

    The workers need this package, its extra `frame` and pyarrow.

    Args:
        sdf: The frame.
        how: The keywords of `translate`; `source` or `mapper` has to be among them.

    Raises:
        NomenklaturError: As for `translate`; about the rows only when it is needed.
    """
    types = need("pyspark.sql.types")
    job = _job(how)
    job.layout.check(sdf.columns)
    floats = {types.FloatType(), types.DoubleType()}
    fields = [
        types.StructField(field.name, types.LongType(), field.nullable)
        if field.name in job.layout.amounts and field.dataType in floats
        else field
        for field in sdf.schema.fields
    ]
    scores = {job.layout.prefix + name for name in SCORES}
    fields += [
        types.StructField(name, types.DoubleType() if name in scores else types.StringType())
        for name in job.layout.added
    ]
    return sdf.mapInArrow(functools.partial(_batches, job), types.StructType(fields))


def translate_polars(lf: Any, **how: Unpack[How]) -> Any:  # noqa: ANN401 - a lazy polars frame
    """Translate a lazy frame of polars when it is collected.

    Args:
        lf: The frame.
        how: The keywords of `translate`; `source` or `mapper` has to be among them.

    Raises:
        NomenklaturError: As for `translate`; about the rows only when it is collected.
    """
    job = _job(how)
    schema = job(lf.clear().collect()).schema
    return lf.map_batches(job, schema=schema, streamable=True)


def lazy(df: Any) -> Callable[..., Any] | None:  # noqa: ANN401 - whatever it is
    """What translates a frame that is not at hand; None for one that is."""
    library = type(df).__module__.partition(".")[0]
    if library == "polars" and type(df).__name__ != "LazyFrame":
        return None
    return _LAZY.get(library)


_LAZY: Final = {
    "polars": translate_polars,
    "dask": translate_dask,
    "pyspark": translate_spark,
}
"""By the package that a frame is of; no other takes work in Python and stays lazy."""


def _job(how: How) -> Job:
    layout = Layout(
        how["name"],
        how.get("code"),
        how.get("program"),
        how.get("bidang_column"),
        how.get("amounts", ()),
        how.get("prefix", ""),
        how.get("explode", False),
    )
    known = Options.__annotations__
    options = {key: value for key, value in how.items() if key in known}
    return make_job(layout, how.get("mapper"), options, None)  # type: ignore[arg-type]


def _batches(job: Job, batches: Iterable[Any]) -> Iterator[Any]:
    """The Arrow batches that become of Arrow batches."""
    import pyarrow as pa  # noqa: PLC0415 - on a worker

    for batch in batches:
        yield from job(pa.Table.from_batches([batch])).to_batches()
