"""MkDocs, ProperDocs and our own command build the same site, and a problem fails a strict build of each."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from site_under_test import files, handbook

HOSTS = {
    "mkdocs": [sys.executable, "-m", "mkdocs", "build"],
    "properdocs": [sys.executable, "-m", "properdocs", "build"],
    "benchbook": [sys.executable, "-m", "generator", "build"],
}


def run(host: str, folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": "1767225600",
        "PYTHONPATH": str(Path(__file__).parents[1]),
    }
    return subprocess.run(
        [*HOSTS[host], *more], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def sites(tmp_path_factory) -> dict[str, dict[str, bytes]]:
    found = {}
    for host in HOSTS:
        folder = handbook(tmp_path_factory.mktemp(host) / "book")
        done = run(host, folder, "--strict")
        assert done.returncode == 0, done.stdout + done.stderr
        found[host] = files(folder / "site")
    return found


@pytest.mark.parametrize("host", ["properdocs", "benchbook"])
def test_every_host_writes_the_same_bytes(sites, host):
    different = {path for path in sites["mkdocs"] if sites[host].get(path) != sites["mkdocs"][path]}
    assert (different, sites[host].keys()) == (set(), sites["mkdocs"].keys())


@pytest.mark.parametrize("host", HOSTS)
def test_a_problem_is_named_at_its_line_and_fails_only_a_strict_build(tmp_path, host):
    folder = handbook(tmp_path / "book")
    kpis = folder / "data/kpis/harbour.yml"
    lines = kpis.read_text().splitlines()
    kpis.write_text("\n".join([*lines, "  2025-12: 7/7"]) + "\n")
    strict = run(host, folder, "--strict")
    assert strict.returncode == 1
    assert f"data/kpis/harbour.yml:{len(lines) + 1}:" in strict.stdout + strict.stderr
    assert run(host, folder).returncode == 0
    assert (folder / "site/clinics/hilltop/index.html").is_file()
