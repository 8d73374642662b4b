"""Write what the Semarang plan becomes in the formats that people and machines take.

``examples/output/`` holds the workbook, the page, the mapping as SSSOM and the findings as SARIF.
The tests hold it against what the program writes now. ``--images`` also draws the pictures of the
README, with Chromium.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLAN = "examples/renja-2021-dinas-koperasi-kota-semarang.txt"
OUTPUT = ROOT / "examples" / "output"
COMMANDS = {
    "pemetaan.xlsx": ("translate", PLAN),
    "pemetaan.html": ("translate", PLAN),
    "pemetaan.csv": ("translate", PLAN),
    "pemetaan.json": ("translate", PLAN),
    "pemetaan.sssom.tsv": ("translate", PLAN, "-f", "sssom"),
    "temuan.sarif": ("check", PLAN, "-f", "sarif", "--fail-on", "never"),
}
BROWSER_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--hide-scrollbars",
)  # fmt: skip


def write_all(folder: Path) -> None:
    """Write every output into a folder, with the embedded catalogs alone."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"NOMENKLATUR_HOME": home, "NO_COLOR": "1"}
        for name, arguments in COMMANDS.items():
            command = [sys.executable, "-m", "nomenklatur_cli", *arguments]
            subprocess.run(  # noqa: S603 - our own command
                [*command, "-o", str(folder / name)],
                cwd=ROOT,
                env=environment,
                check=True,
                stderr=subprocess.DEVNULL,
            )


def draw(page: Path, image: Path, size: str) -> None:
    """A picture of the top of a page."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        raise SystemExit("Chromium is not installed")
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(  # noqa: S603 - a browser that was looked up
            [
                browser, *BROWSER_FLAGS, f"--user-data-dir={profile}", f"--window-size={size}",
                f"--screenshot={image}", page.as_uri(),
            ],
            check=True,
            capture_output=True,
        )  # fmt: skip


def main() -> None:
    """Write the outputs, and the pictures if they are asked for."""
    write_all(OUTPUT)
    if "--images" in sys.argv[1:]:
        images = ROOT / "docs" / "images"
        images.mkdir(parents=True, exist_ok=True)
        draw(OUTPUT / "pemetaan.html", images / "page.png", "1280,1500")
        draw(OUTPUT / "pemetaan.html", images / "page-phone.png", "390,844")


if __name__ == "__main__":
    main()
