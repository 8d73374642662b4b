"""What became of every entry of a catalog in another version of the nomenclature."""

from nomenklatur.catalog.diff.comparison import CatalogDiff, Change, ChangeKind, diff_catalogs

__all__ = ["CatalogDiff", "Change", "ChangeKind", "diff_catalogs"]
