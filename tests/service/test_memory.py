"""What a service keeps of what it is sent."""

from __future__ import annotations

import os
import random
import re
import string
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

MIB = 1024
"""Of the kB in which Linux counts."""


def resident(process: int) -> int:
    """The memory of a process in MiB."""
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found is not None
    return int(found[1]) // MIB


@pytest.mark.skipif(sys.platform != "linux", reason="memory is asked of Linux")
def test_ten_plans_with_a_word_of_160_000_letters_are_quick_and_leave_nothing(
    tmp_path: Path,
) -> None:
    """One of them took 28 seconds once, and 8.5 GB for good."""
    process = subprocess.Popen(
        [sys.executable, "-m", "nomenklatur", "serve", "--port", "0"],
        env={**os.environ, "NOMENKLATUR_HOME": str(tmp_path)},
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    with process, httpx.Client(base_url=process.stdout.readline().strip(), timeout=60) as client:
        try:
            took = []
            for seed in range(10):
                chance = random.Random(seed)  # noqa: S311 - no secret
                word = "".join(chance.choices(string.ascii_lowercase, k=160_000))
                start = time.monotonic()
                answer = client.post(
                    "translate",
                    content=f"Kode,Uraian,Pagu 2021\n0.00.01.010,{word},1000\n",
                    headers={"content-type": "text/csv"},
                )
                took.append(time.monotonic() - start)
                assert 200 == answer.status_code
                assert "NK414" in {one["rule"] for one in answer.json()["findings"]}
            kept = resident(process.pid)
        finally:
            process.terminate()

    assert kept < 250
    assert sorted(took)[5] < 5
