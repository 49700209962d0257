#!/usr/bin/env python3
"""Sums the counts of all test runs: sum_results.py FOLDER [BROKEN STEP]...

FOLDER holds a folder of .trx files per tier, and python.json. The last line reads "N passed, N failed, N skipped". A broken step that has
no failed test to show for it, such as a build or a crashed test host, counts as one failure. Exit code 1 on a failure, or when nothing passed.
"""

import json
import sys
import textwrap
import xml.etree.ElementTree as xml
from pathlib import Path

_TRX = "{http://microsoft.com/schemas/VisualStudio/TeamTest/2010}"

# Of a message and of a stack trace; the whole of it is in the .trx file.
_LINES = 12


def main(folder, *broken_steps):
    totals = {"passed": 0, "failed": 0, "skipped": 0}
    for name, counts, failures in _runs(Path(folder)):
        print(f"{name}: {counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
        for test, message in failures:
            print(f"  failed: {test}\n{textwrap.indent(message, '    ')}")
        for key in totals:
            totals[key] += counts[key]
    if broken_steps:
        print(f"broken: {', '.join(broken_steps)}")
        totals["failed"] = max(totals["failed"], 1)
    print(f"{totals['passed']} passed, {totals['failed']} failed, {totals['skipped']} skipped")
    return 0 if totals["failed"] == 0 and totals["passed"] > 0 else 1


def _runs(folder):
    for path in sorted(folder.glob("*/*.trx")):
        results = xml.parse(path).getroot().findall(f".//{_TRX}UnitTestResult")
        passed = sum(result.get("outcome") == "Passed" for result in results)
        skipped = sum(result.get("outcome") == "NotExecuted" for result in results)
        failures = [(result.get("testName"), _message(result)) for result in results if result.get("outcome") not in ("Passed", "NotExecuted")]
        if results:
            yield path.stem, {"passed": passed, "failed": len(failures), "skipped": skipped}, failures
    python = folder / "python.json"
    if python.is_file():
        yield "python", json.loads(python.read_text(encoding="utf-8")), []


def _message(result):
    parts = (result.findtext(f".//{_TRX}ErrorInfo/{_TRX}{part}") for part in ("Message", "StackTrace"))
    return "\n".join("\n".join(part.splitlines()[:_LINES]) for part in parts if part)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
