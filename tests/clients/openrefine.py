"""OpenRefine itself against the running service: `make test-clients`.

OpenRefine (Debian's package) runs without a window and is driven by the commands that its own
pages send. It takes the Semarang table, asks the service what each kegiatan is, fetches parent and
indikator for what was matched, and writes the table out. No part of `make test`: the package is
large and its start slow.
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from nomenklatur.plan.read import read_plan
from nomenklatur.translate import translate
from nomenklatur.web.server import bind
from tests.shared_catalogs import LIST_FOR_2027

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = ("Program", "Kegiatan", "Indikator", "Kewenangan", "Bidang", "Versi", "Pagu 2021")
ENGINE = json.dumps({"mode": "row-based", "facets": []})


def installed() -> str:
    """The program, installed now if that can be done; skips with the reason otherwise."""
    if not shutil.which("openrefine"):
        if not (shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0):
            pytest.skip("OpenRefine is not installed, and only root on Debian can install it")
        done = subprocess.run(
            ["apt-get", "install", "-y", "openrefine"],  # noqa: S607 - found in the path
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode != 0:
            pytest.skip(f"OpenRefine cannot be installed: {done.stderr.strip()[-300:]}")
    return "openrefine"


def free_port() -> int:
    listener = bind()
    listener.close()
    return listener.port


class OpenRefine:
    """A running OpenRefine, by the commands of its pages."""

    def __init__(self, port: int) -> None:
        self.http = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60)

    def wait(self, process: subprocess.Popen[bytes]) -> None:
        for _ in range(240):
            assert process.poll() is None, "OpenRefine ended"
            try:
                if self.get("get-version")["version"]:
                    return
            except httpx.TransportError:
                time.sleep(0.5)
        pytest.fail("OpenRefine does not answer")

    def get(self, command: str, **values: Any) -> Any:
        answer = self.http.get(f"/command/core/{command}", params=values)
        answer.raise_for_status()
        return answer.json()

    def post(self, command: str, **values: Any) -> Any:
        values["csrf_token"] = self.get("get-csrf-token")["token"]
        answer = self.http.post(f"/command/core/{command}", data=values)
        answer.raise_for_status()
        found = answer.json()
        assert found.get("code") != "error", found
        return found

    def upload(self, name: str, text: str) -> str:
        """A project of a CSV; gives its number."""
        answer = self.http.post(
            "/command/core/create-project-from-upload",
            params={"csrf_token": self.get("get-csrf-token")["token"]},
            data={
                "project-name": name,
                "format": "text/line-based/*sv",
                "options": json.dumps({"separator": ",", "encoding": "UTF-8"}),
            },
            files={"project-file": (f"{name}.csv", text.encode())},
        )
        assert 302 == answer.status_code, answer.text
        return answer.headers["location"].partition("project=")[2]

    def finish(self, project: str) -> None:
        """Wait for what runs in the background."""
        for _ in range(600):
            running = self.get("get-processes", project=project)
            assert "exceptions" not in running, running
            if not running["processes"]:
                return
            time.sleep(0.2)
        pytest.fail("OpenRefine does not come to an end")

    def export(self, project: str) -> list[dict[str, str]]:
        answer = self.http.post(
            "/command/core/export-rows",
            data={
                "project": project,
                "format": "csv",
                "engine": ENGINE,
                "csrf_token": self.get("get-csrf-token")["token"],
            },
        )
        answer.raise_for_status()
        return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.fixture(scope="module")
def openrefine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenRefine]:
    program, port = installed(), free_port()
    folder = tmp_path_factory.mktemp("openrefine")
    log = (folder / "log.txt").open("wb")
    process = subprocess.Popen(
        [program, "-p", str(port), "-i", "127.0.0.1", "-d", str(folder), "-m", "1024M",
         "-x", "refine.headless=true"],
        stdout=log, stderr=log, start_new_session=True,
    )  # fmt: skip
    found = OpenRefine(port)
    try:
        found.wait(process)
        yield found
    finally:
        found.http.close()
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)
        log.close()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Any]:
    """Starts the service with a home of its own, and gives its address."""
    processes = []

    def start(*imports: tuple[Path, str]) -> str:
        environment = {**os.environ, "NOMENKLATUR_HOME": str(tmp_path / "home")}
        command = [sys.executable, "-m", "nomenklatur_cli"]
        for file, name in imports:
            subprocess.run(
                [*command, "catalog", "import", str(file), "--id", name],
                env=environment, check=True, capture_output=True,
            )  # fmt: skip
        process = subprocess.Popen(
            [*command, "serve", "--port", "0"], env=environment, stdout=subprocess.PIPE, text=True
        )
        processes.append(process)
        assert process.stdout is not None
        return process.stdout.readline().strip()

    yield start
    for process in processes:
        process.terminate()
        process.communicate(timeout=30)
        assert 0 == process.returncode


def table(root: Path) -> str:
    """Table 4.1 of the Semarang plan, flat, as a planner has it in a sheet."""
    plan = read_plan(root / "examples" / "renja-2021-dinas-koperasi-kota-semarang.txt", table="4.1")
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for item in plan.items:
        assert item.program is not None
        indikator = item.indicators[0].text if item.indicators else ""
        writer.writerow(
            [item.program.name, item.name, indikator, "Kota", "2.17", "permendagri-13-2006",
             str(int(item.amounts["2021"])) if "2021" in item.amounts else ""]
        )  # fmt: skip
    return stream.getvalue()


def reconciled(openrefine: OpenRefine, project: str, service: str) -> dict[str, Any]:
    """Reconcile the kegiatan as the dialogue does; gives the manifest."""
    manifest = httpx.get(service).json()
    guessed = openrefine.post(
        "guess-types-of-column", project=project, columnName="Kegiatan", service=service
    )
    assert "sub_kegiatan" == guessed["types"][0]["id"]
    details = {"Program": "program", "Kewenangan": "authority", "Bidang": "bidang",
               "Versi": "version"}  # fmt: skip
    config = {
        "mode": "standard-service",
        "service": service,
        "identifierSpace": manifest["identifierSpace"],
        "schemaSpace": manifest["schemaSpace"],
        "type": guessed["types"][0],
        "autoMatch": True,
        "columnDetails": [
            {"column": column, "propertyName": pid, "propertyID": pid}
            for column, pid in details.items()
        ],
        "limit": 0,
    }
    openrefine.post(
        "reconcile", project=project, columnName="Kegiatan", config=json.dumps(config),
        engine=ENGINE,
    )  # fmt: skip
    openrefine.finish(project)
    return dict(manifest)


def extended(
    openrefine: OpenRefine, project: str, manifest: dict[str, Any], service: str, *pids: str
) -> None:
    """Fetch properties of what was matched, as the dialogue does."""
    where = manifest["extend"]["propose_properties"]
    proposed = httpx.get(
        where["service_url"] + where["service_path"], params={"type": "sub_kegiatan"}
    ).json()["properties"]
    wanted = [one for one in proposed if one["id"] in pids]
    assert sorted(pids) == sorted(one["id"] for one in wanted)
    openrefine.post(
        "extend-data", project=project, baseColumnName="Kegiatan", columnInsertIndex="2",
        endpoint=service, identifierSpace=manifest["identifierSpace"],
        schemaSpace=manifest["schemaSpace"], engine=ENGINE,
        extension=json.dumps({"properties": wanted}),
    )  # fmt: skip
    openrefine.finish(project)


def with_matches(openrefine: OpenRefine, project: str) -> None:
    """Columns with the identifier of the match and with the best score."""
    for name, expression in {
        "id": "if(cell.recon.matched, cell.recon.match.id, null)",
        "score": "cell.recon.best.score",
        "asked": "value",
    }.items():
        openrefine.post(
            "add-column", project=project, baseColumnName="Kegiatan", newColumnName=name,
            columnInsertIndex="2", expression=f"grel:{expression}", onError="keep-original",
            engine=ENGINE,
        )  # fmt: skip
        openrefine.finish(project)


def published(root: Path) -> dict[str, set[str]]:
    """Where the office itself took each kegiatan, as its LAMPIRAN says."""
    plan = read_plan(root / "examples" / "renja-2021-dinas-koperasi-kota-semarang.txt", table="4.1")
    return {
        outcome.item.name: {str(target.code.generic()) for target in outcome.targets}
        for outcome in translate(plan)
    }


def kept(rows: list[dict[str, str]], name: str) -> None:
    """Keep an export where somebody wants to look at it."""
    if folder := os.environ.get("NOMENKLATUR_KEEP"):
        with (Path(folder) / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)


def test_openrefine_reconciles_extends_and_exports_the_semarang_table(
    openrefine, serve, root
) -> None:
    service = serve() + "reconcile/permendagri-90-2019"
    project = openrefine.upload("renja", table(root))
    manifest = reconciled(openrefine, project, service)
    extended(openrefine, project, manifest, service, "parent", "indikator", "program", "level")
    with_matches(openrefine, project)

    rows = openrefine.export(project)

    kept(rows, "openrefine-90")
    matched = [row for row in rows if row["id"]]
    assert 46 == len(rows)
    assert COLUMNS == tuple(name for name in rows[0] if name in COLUMNS)
    assert 20 <= len(matched)
    mapped = published(root)
    wrong = [row["Kegiatan"] for row in matched if row["id"] not in mapped[row["asked"]]]
    assert len(wrong) <= 1, wrong
    assert {"sub_kegiatan"} == {row["level"] for row in matched}
    assert all(row["parent"] and row["program"] for row in matched)
    assert all(row["score"] for row in rows)


@pytest.mark.shared
def test_openrefine_fetches_the_indikator_of_the_national_list(
    openrefine, serve, root, shared_data
) -> None:
    service = serve((shared_data / LIST_FOR_2027, "sipd-2027")) + "reconcile/sipd-2027"
    project = openrefine.upload("renja-2027", table(root))
    manifest = reconciled(openrefine, project, service)
    extended(openrefine, project, manifest, service, "parent", "indikator", "satuan")
    with_matches(openrefine, project)

    rows = openrefine.export(project)

    kept(rows, "openrefine-2027")
    matched = [row for row in rows if row["id"]]
    assert 46 == len(rows)
    assert 10 <= len(matched)
    assert all(row["parent"] and row["indikator"] and row["satuan"] for row in matched)
