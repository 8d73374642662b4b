"""What a reconciliation service says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import nomenklatur
from nomenklatur.language import _
from nomenklatur.service.entities import type_of
from nomenklatur.service.extension import SETTINGS
from nomenklatur.service.questions import BATCH

if TYPE_CHECKING:
    from nomenklatur.service.shelf import Shelved

WIDTH: Final = 430
HEIGHT: Final = 300
"""The size of a preview, in pixels."""
SCHEMA_SPACE: Final = "urn:nomenklatur:level:"


def identifier_space(catalog_id: str) -> str:
    """The namespace of a catalog's identifiers, the same on every machine."""
    return f"urn:nomenklatur:{quote(catalog_id, safe='')}:"


def manifest(shelved: Shelved, endpoint: str) -> dict[str, Any]:
    """The manifest of a catalog's service, for 0.2.

    Its routes are those that the 1.0 draft lays down.

    Args:
        shelved: The catalog.
        endpoint: The service's address.
    """
    info = shelved.catalog.info

    def suggest(what: str) -> dict[str, str]:
        return {
            "service_url": endpoint,
            "service_path": f"/suggest/{what}",
            "flyout_service_url": endpoint,
            "flyout_service_path": f"/flyout/{what}?id=${{id}}",
        }

    return {
        "versions": ["0.2"],
        "name": _("{title} (nomenklatur)").format(title=info.title or info.id),
        "identifierSpace": identifier_space(info.id),
        "schemaSpace": SCHEMA_SPACE,
        "serviceVersion": nomenklatur.__version__,
        "defaultTypes": [type_of(level) for level in shelved.levels],
        "view": {"url": f"{endpoint}/view?id={{{{id}}}}"},
        "preview": {
            "url": f"{endpoint}/preview?id={{{{id}}}}",
            "width": WIDTH,
            "height": HEIGHT,
        },
        "suggest": {what: suggest(what) for what in ("entity", "property", "type")},
        "extend": {
            "propose_properties": {"service_url": endpoint, "service_path": "/extend/propose"},
            "property_settings": [
                {**one, "label": _(one["label"]), "help_text": _(one["help_text"])}
                for one in SETTINGS
            ],
        },
        "batchSize": BATCH,
        "standardizedScore": True,
    }
