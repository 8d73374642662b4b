"""Entries and mappings as records, the same in listings and in the service's answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nomenklatur.catalog import Entry
    from nomenklatur.crosswalk import Mapping


def entry_record(entry: Entry) -> dict[str, Any]:
    """An entry with everything that its catalog has of it."""
    texts = ("indikator", "satuan", "kinerja", "definition", "official_name")
    return {
        "code": str(entry.code),
        "level": entry.level.value,
        "name": entry.name,
        "authorities": sorted(authority.label for authority in entry.authorities),
        "status": entry.status.value,
        **{name: text for name in texts if (text := getattr(entry, name))},
        **({"aliases": list(entry.aliases)} if entry.aliases else {}),
    }


def mapping_record(mapping: Mapping) -> dict[str, Any]:
    """A mapping with its targets."""
    texts = ("program_name", "indikator", "keterangan", "justification", "author", "date", "note")
    return {
        "source": {"code": str(mapping.source), "name": mapping.source_name},
        "relation": mapping.relation.value if mapping.relation else None,
        "targets": [
            {
                "code": str(target.code),
                "name": target.name,
                **({} if target.share is None else {"share": str(target.share)}),
            }
            for target in mapping.targets
        ],
        "authority": mapping.authority.label if mapping.authority else None,
        "score": mapping.score,
        **{name: text for name in texts if (text := getattr(mapping, name))},
        "place": mapping.place.as_dict(),
    }
