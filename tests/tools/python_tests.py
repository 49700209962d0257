#!/usr/bin/env python3
"""Runs the unittest suites of folders and writes their counts: python_tests.py COUNTS.json FOLDER..."""

import json
import sys
import unittest


def main(counts_path, *folders):
    # A loader each: a loader keeps the folder it began with.
    suite = unittest.TestSuite(unittest.TestLoader().discover(folder) for folder in folders)
    result = unittest.TextTestRunner(stream=sys.stdout).run(suite)
    # Of a test with several failed subtests one counts; a module that cannot be loaded is a failure by the loader.
    failed = {_test_name(test) for test, _ in result.failures + result.errors} | {str(test) for test in result.unexpectedSuccesses}
    counts = {"failed": len(failed), "skipped": len(result.skipped)}
    counts["passed"] = max(0, result.testsRun - counts["failed"] - counts["skipped"])
    with open(counts_path, "w", encoding="utf-8") as file:
        json.dump(counts, file)
    return 0 if result.wasSuccessful() and result.testsRun > 0 else 1


def _test_name(test):
    return str(getattr(test, "test_case", test))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
