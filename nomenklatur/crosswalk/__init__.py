"""Crosswalks: published mappings from one nomenclature to another."""

from nomenklatur.crosswalk.mapping import Crosswalk, CrosswalkInfo, Mapping, Relation, Target

__all__ = ["Crosswalk", "CrosswalkInfo", "Mapping", "Relation", "Target"]
