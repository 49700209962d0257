"""Runs a kernel's container entry point as the cluster does: a process with the environment of the contract."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
KERNELS = REPOSITORY / "kernels"

_TIMEOUT_SECONDS = 60


class Outcome:
    """What a kernel left behind."""

    def __init__(self, exit_code, lines, stderr):
        self.exit_code = exit_code
        self.lines = lines
        self.stderr = stderr

    @property
    def units(self):
        return self.lines[0]["units"]

    @property
    def results(self):
        return [line for line in self.lines if "id" in line]


def candidate(candidate_id, **properties):
    return json.dumps({"id": candidate_id, "properties": properties})


def run(kernel, lines, parameters="{}", environment=None):
    """Runs `kernel` on `lines` of input, each a text without its newline, or on the bytes given."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        data = lines if isinstance(lines, bytes) else "".join(line + "\n" for line in lines).encode()
        (work / "input.jsonl").write_bytes(data)
        (work / "parameters.json").write_text(parameters)
        output = work / "output.jsonl"
        settings = {
            **os.environ,
            "MATERIALSSIM_INPUT": str(work / "input.jsonl"),
            "MATERIALSSIM_OUTPUT": str(output),
            "MATERIALSSIM_PARAMETERS": str(work / "parameters.json"),
            "MATERIALSSIM_SEED": "1",
            "MATERIALSSIM_ATTEMPT": "test",
            **(environment or {}),
        }
        process = subprocess.run(
            [sys.executable, "-B", str(KERNELS / kernel / "run_simulation.py")],
            env=settings, cwd=work, capture_output=True, text=True, timeout=_TIMEOUT_SECONDS, check=False)
        text = output.read_text(encoding="utf-8") if output.exists() else ""
        return Outcome(process.returncode, [json.loads(line) for line in text.splitlines()], process.stderr)
