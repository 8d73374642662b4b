"""The service over the embedded catalogs, asked in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from nomenklatur.service.app import make_app
from nomenklatur.service.shelf import OpenStore, Shelf

if TYPE_CHECKING:
    from pathlib import Path

NEW = "/reconcile/permendagri-90-2019"
OLD = "/reconcile/permendagri-13-2006"


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """The embedded catalogs, without any of the user's."""
    home: Path = tmp_path_factory.mktemp("home")
    return Shelf.of((), store=OpenStore(home=home, cache=home / "cache"))


@pytest.fixture(scope="session")
def client(shelf: Shelf) -> TestClient:
    """A client of the service without protections."""
    return TestClient(make_app(shelf), base_url="http://127.0.0.1:8000")
