"""A frame that is at hand, and the way to those that are not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nomenklatur.errors import ConfigError
from nomenklatur.frame.extras import need
from nomenklatur.frame.job import Layout
from nomenklatur.frame.making import make_job
from nomenklatur.frame.partitioned import lazy
from nomenklatur.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Unpack

    from nomenklatur.mapper import Mapper
    from nomenklatur.translate import Options


def translate(  # noqa: PLR0913 - where a frame has what
    df: Any,  # noqa: ANN401 - any frame that narwhals knows
    *,
    name: str,
    code: str | None = None,
    program: str | None = None,
    amounts: Sequence[str] = (),
    bidang_column: str | None = None,
    explode: bool = False,
    prefix: str = "",
    mapper: Mapper | None = None,
    **options: Unpack[Options],
) -> Any:  # noqa: ANN401 - the same
    """Say for every row of a data frame where its activity goes in the new nomenclature.

    The rows, their order and the index stay; `COLUMNS` are added. A lazy frame (polars, Dask,
    PySpark) stays lazy; then `source` has to be said, since nothing is read to find it out.

    Args:
        df: A frame of pandas, polars, pyarrow, or another that narwhals knows.
        name: Column of the activities' names. A row without a name is unmapped.
        code: Column of their old codes, as text.
        program: Column of the names of their programs.
        amounts: Columns of money in whole rupiah: integers, Decimal, or floats that are whole
            and exact, which become 64-bit integers.
        bidang_column: Column of the bidang urusan, in new codes, of each row's office, to which
            X.XX is resolved; `bidang` says one for all rows that name none.
        explode: Whether a row with several targets becomes a row a target, its money split by
            their shares without losing a rupiah.
        prefix: What the names of the new columns begin with.
        mapper: A mapper that is there already, in place of the options that make one.
        options: How to translate, as for `nomenklatur.translate`.

    Raises:
        NomenklaturError: A package, column or catalog is missing, a column is of the wrong type,
            or an amount is no whole number of rupiah.
    """
    how: dict[str, Any] = {
        "name": name, "code": code, "program": program, "amounts": amounts, "prefix": prefix,
        "bidang_column": bidang_column, "explode": explode, "mapper": mapper, **options,
    }  # fmt: skip
    if (later := lazy(df)) is not None:
        return later(df, **how)
    nw = need("narwhals.stable.v2")
    try:
        frame = nw.from_native(df, eager_only=True)
    except nw.exceptions.DuplicateError as problem:
        raise ConfigError(
            _("two columns have one name: {problem}").format(problem=problem),
            remedy=_("rename one"),
        ) from None
    except TypeError:
        raise ConfigError(
            _("{module}.{qualname} is no data frame at hand").format(
                module=type(df).__module__, qualname=type(df).__qualname__
            ),
            remedy=_("give one of pandas, polars, pyarrow, Dask or PySpark; fetch others as Arrow"),
        ) from None
    layout = Layout(name, code, program, bidang_column, amounts, prefix, explode)
    layout.check(frame.columns)
    return make_job(layout, mapper, options, layout.rows(frame))(df)
