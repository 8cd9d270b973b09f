"""`check --crjson` as a conformance test would run it: one object a file, whatever the file is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.build.records.signed import Bench, pixels

ROOT = Path(__file__).resolve().parents[4]


def check(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "main.py"), "check", "--crjson", *arguments]
    settings = {**os.environ, "WHENCE_DATA": str(folder / "data")}
    return subprocess.run(command, cwd=folder, env=settings, capture_output=True, text=True, check=False, timeout=400)


def test_every_file_has_its_object_in_the_order_of_the_arguments(tmp_path: Path) -> None:
    (tmp_path / "signed.jpg").write_bytes(Bench().signed)
    (tmp_path / "plain.jpg").write_bytes(pixels())
    done = check(tmp_path, "signed.jpg", "plain.jpg", "missing.jpg")
    assert done.returncode == 1  # one could not be read
    documents: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    signed, plain, missing = documents
    assert [document["extras:whence"]["file"]["name"] for document in documents] == [
        "signed.jpg", "plain.jpg", "missing.jpg",
    ]  # fmt: skip
    (manifest,) = signed["manifests"]
    assert {"label", "assertions", "claim.v2", "signature", "validationResults"} <= manifest.keys()
    codes = [item["code"] for item in manifest["validationResults"]["success"]]
    assert "claimSignature.validated" in codes
    assert "assertion.dataHash.match" in codes
    assert signed["jsonGenerator"]["name"] == "c2pa-rs"
    assert signed["extras:whence"]["record"]["state"] == "untrusted"
    assert (plain["manifests"], plain["extras:whence"]["record"]["state"]) == ([], "absent")
    assert (missing["manifests"], missing["extras:whence"]["file"]["problem"]) == ([], "not_found")


def test_it_is_one_form_among_others_and_goes_into_no_file_of_results(tmp_path: Path) -> None:
    (tmp_path / "plain.jpg").write_bytes(pixels())
    assert check(tmp_path, "--json", "plain.jpg").returncode == 2
    refused = check(tmp_path, "--out", "results.jsonl", "plain.jpg")
    assert refused.returncode == 2
    assert "--out writes the lines of --json" in refused.stderr
