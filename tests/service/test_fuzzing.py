"""schemathesis against the JSON API: what is described is what happens, whatever is sent."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig

from nomenklatur.service.app import make_app
from nomenklatur.service.operations import DESCRIPTION, OPERATIONS, XLSX

CELLS = st.text(alphabet=st.characters(codec="utf-8"), max_size=12)
CSV = st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=6).map(
    lambda rows: "\n".join(";".join(row) for row in rows).encode()
)
schemathesis.openapi.media_type("text/csv", CSV)
schemathesis.openapi.media_type(XLSX, st.binary(max_size=200))

CONFIG = SchemathesisConfig.from_dict(
    {
        "checks": {
            # a body of the right shape need not hold a plan, and names are of what is served
            "positive_data_acceptance": {"expected-statuses": ["200", "404", "422"]},
        },
    }
)


ALL = [one.id for one in OPERATIONS if one is not DESCRIPTION]
"""schemathesis leaves out the operation that it reads the description by."""


RUNS = [
    pytest.param(one.id, mode, id=f"{one.id}-{mode.value}")
    for one in OPERATIONS
    for mode in GenerationMode
    if one.id in ALL and (one.parameters or mode is GenerationMode.POSITIVE)
]
"""Without parameters nothing can be sent that is not as described."""


@pytest.fixture(scope="module")
def cases(shelf):
    """What to send for an operation, in one mode: as described, or not."""
    described = schemathesis.openapi.from_asgi("/openapi.json", make_app(shelf), config=CONFIG)
    found = {
        one.ok().definition.raw["operationId"]: one.ok() for one in described.get_all_operations()
    }
    assert set(ALL) == set(found)
    return lambda name, mode: found[name].as_strategy(generation_mode=mode)


def send(cases, name: str, mode: GenerationMode, many: int) -> None:
    @settings(max_examples=many, deadline=None, suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def sent(data) -> None:
        data.draw(cases(name, mode)).call_and_validate()

    sent()


@pytest.mark.parametrize(("name", "mode"), RUNS)
def test_nothing_is_found_in_the_api(cases, name, mode) -> None:
    send(cases, name, mode, 25)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "mode"), RUNS)
def test_nothing_is_found_in_the_api_for_long(cases, name, mode) -> None:
    send(cases, name, mode, 400)
