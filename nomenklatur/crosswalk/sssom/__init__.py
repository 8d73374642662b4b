"""SSSOM, the Simple Standard for Sharing Ontological Mappings: crosswalks for other tools."""

from nomenklatur.crosswalk.sssom.document import MappingSet, Row, sssom_text
from nomenklatur.crosswalk.sssom.reading import SssomFile, read_sssom
from nomenklatur.crosswalk.sssom.writing import crosswalk_set, crosswalk_sssom

__all__ = [
    "MappingSet",
    "Row",
    "SssomFile",
    "crosswalk_set",
    "crosswalk_sssom",
    "read_sssom",
    "sssom_text",
]
