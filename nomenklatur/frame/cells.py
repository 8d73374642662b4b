"""The columns of a frame as values: texts that are texts, and money that is whole rupiah."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from nomenklatur.errors import BadRowsError, ConfigError, MoneyError, NomenklaturError
from nomenklatur.frame.extras import need
from nomenklatur.language import _
from nomenklatur.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_EXACT: Final = {"Float64": 2**53, "Float32": 2**24}
"""Up to here every whole number of a float type is itself and no other."""


def texts(column: Any) -> list[str]:  # noqa: ANN401 - a narwhals series
    """The texts of a column, empty where one is missing.

    Raises:
        ConfigError: The column is one of numbers, which have lost the zeros of codes.
        BadRowsError: Some values are no texts; they are named.
    """
    dtype = column.dtype
    if dtype.is_numeric() or dtype.is_temporal() or str(dtype) == "Boolean":
        raise ConfigError(
            _("column {name!r} is {dtype}, not text").format(name=column.name, dtype=dtype),
            remedy=_("read it as text, so that 1.10 stays 1.10: dtype={{{name!r}: str}}").format(
                name=column.name
            ),
        )
    found: list[str] = []
    errors: list[NomenklaturError] = []
    for row, value in _values(column):
        if value is not None and not isinstance(value, str):
            place = Place(row=row + 1, column=column.name)
            errors.append(ConfigError(_("{value!r} is no text").format(value=value), place=place))
        found.append(value.strip() if isinstance(value, str) else "")
    if errors:
        raise BadRowsError(
            _("{n} values of column {name!r} are no texts; read it as text").format(
                n=len(errors), name=column.name
            ),
            errors,
        )
    return found


def money(column: Any) -> Any:  # noqa: ANN401 - a narwhals series
    """A column of money in exact numbers: as it is, or whole floats as 64-bit integers.

    Raises:
        ConfigError: The column is one of truth values or times.
        BadRowsError: Some values are no whole rupiah; they are named.
    """
    dtype = column.dtype
    if dtype.is_integer():
        return column
    if dtype.is_temporal() or str(dtype) == "Boolean":
        raise ConfigError(
            _("column {name!r} is {dtype}, not money").format(name=column.name, dtype=dtype)
        )
    errors: list[NomenklaturError] = []
    largest = _EXACT.get(str(dtype), 0)
    for row, value in _values(column):
        if value is not None and (problem := _problem(value, largest)):
            message, remedy = problem
            place = Place(row=row + 1, column=column.name)
            errors.append(MoneyError(f"{value!r} {message}", place=place, remedy=remedy))
    if errors:
        raise BadRowsError(
            _("{n} values of column {name!r} are no whole rupiah").format(
                n=len(errors), name=column.name
            ),
            errors,
        )
    return _as_integers(column) if dtype.is_float() else column


def _problem(  # noqa: PLR0911 - one a kind of value
    value: object, largest: int
) -> tuple[str, str] | None:
    """What is wrong with an amount, and what to do about it; None if nothing is."""
    match value:
        case bool():
            return _("is no amount"), ""
        case int():
            return None
        case Decimal():
            whole = value.is_finite() and value == value.to_integral_value()
            remedy = _("round it, or keep the sen in a column of its own")
            return None if whole else (_("is no whole number of rupiah"), remedy)
        case float() if largest:
            return _float_problem(value, largest)
        case float():
            return _("is a float among other values"), _("make the column integers or Decimal")
        case str():
            return _("is text"), _("make numbers of it first: int(nomenklatur.Rupiah.parse(text))")
        case _:
            return _("is no amount"), _("make the column integers or Decimal")


def _float_problem(value: float, largest: int) -> tuple[str, str] | None:
    if not value.is_integer():  # neither is what is infinite or no number
        return _("is no whole number of rupiah"), _(
            "round the column, and say how; or make it missing"
        )
    if abs(value) > largest:
        return _("is too large for a float to be exact"), _(
            "read the column as integers or Decimal"
        )
    return None


def amounts(column: Any) -> list[int | None]:  # noqa: ANN401 - a narwhals series
    """The amounts of a column that `money` gave, in whole rupiah; None where one is missing."""
    return [None if value is None else int(value) for _, value in _values(column)]


def same_kind(column: Any, values: Sequence[int | None]) -> Any:  # noqa: ANN401 - the same
    """A column of other values with the name and the type of one that is there."""
    nw = need("narwhals.stable.v2")
    decimal = str(column.dtype).startswith("Decimal") or any(
        isinstance(value, Decimal) for _, value in _values(column)
    )
    own = [Decimal(v) if decimal and v is not None else v for v in values]
    native = column.to_native()
    if column.implementation.is_pandas_like():
        made = type(native)(own, dtype=native.dtype, name=column.name)
    elif column.implementation.is_polars():
        made = type(native)(column.name, own, dtype=native.dtype)
    else:
        import pyarrow as pa  # noqa: PLC0415 - the only other library of frames at hand

        made = pa.chunked_array([pa.array(own, native.type)])
    return nw.from_native(made, series_only=True).alias(column.name)


def _values(column: Any) -> Iterator[tuple[int, Any]]:  # noqa: ANN401 - the same
    """The values in order, with None for everything that the library takes for missing."""
    missing = column.is_null().to_list()
    for row, (value, gone) in enumerate(zip(column.to_list(), missing, strict=True)):
        yield row, None if gone else value


def _as_integers(column: Any) -> Any:  # noqa: ANN401 - the same
    nw = need("narwhals.stable.v2")
    native = column.to_native()
    if column.implementation.is_pandas_like() and str(native.dtype) in {"float64", "float32"}:
        # numpy's integers know no missing value, and the type must not depend on the rows
        return nw.from_native(native.astype("Int64"), series_only=True)
    return column.cast(nw.Int64)
