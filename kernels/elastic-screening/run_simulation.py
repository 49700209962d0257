#!/usr/bin/env python3
"""Entry point in a container. See docs/kernels.md for the contract."""

import os
import signal
import sys

from elastic_screening import batch

EXIT_NEVER_WORKS = 65  # EX_DATAERR: the operator does not try the batch again.
EXIT_TRY_AGAIN = 1
EXIT_TERMINATED = 128 + signal.SIGTERM


def main():
    stop = StopSignal()
    try:
        with open(_setting("MATERIALSSIM_PARAMETERS"), encoding="utf-8") as file:
            temperature = batch.read_parameters(file.read())
        with open(_setting("MATERIALSSIM_INPUT"), encoding="utf-8", newline="\n") as candidates, \
                open(_setting("MATERIALSSIM_OUTPUT"), "w", encoding="utf-8", newline="\n") as results:
            finished = batch.run(candidates, results, temperature, stop.requested)
    except (batch.BatchError, UnicodeDecodeError) as error:
        print(f"elastic-screening: {error}", file=sys.stderr)
        return EXIT_NEVER_WORKS
    except OSError as error:
        print(f"elastic-screening: {error}", file=sys.stderr)
        return EXIT_TRY_AGAIN
    return 0 if finished else EXIT_TERMINATED


class StopSignal:
    """SIGTERM, looked at between candidates, so that no line is cut. As process 1 of a container nobody else would handle it."""

    def __init__(self):
        self._requested = False
        signal.signal(signal.SIGTERM, self._request)

    def requested(self):
        return self._requested

    def _request(self, _signal, _frame):
        self._requested = True


def _setting(name):
    value = os.environ.get(name)
    if not value:
        raise batch.BatchError(f"{name} is not set: this program runs under the MaterialsSim kernel contract, see docs/kernels.md")
    return value


if __name__ == "__main__":
    sys.exit(main())
