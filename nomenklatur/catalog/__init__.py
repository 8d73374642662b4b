"""Catalogs: the entries of a regulation; load, validate, index, search."""

from nomenklatur.catalog.catalog import Catalog, CatalogInfo, Erratum
from nomenklatur.catalog.entry import Entry, Status

__all__ = ["Catalog", "CatalogInfo", "Entry", "Erratum", "Status"]
