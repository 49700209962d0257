#!/usr/bin/env python3
"""The model as a container: one line of results for each line of input. See docs/kernels.md for the contract."""

import json
import os

from property_model import PropertyError, simulate


def main():
    with open(os.environ["MATERIALSSIM_INPUT"], encoding="utf-8") as candidates, \
            open(os.environ["MATERIALSSIM_OUTPUT"], "w", encoding="utf-8") as results:
        for line in candidates:
            candidate = json.loads(line, parse_int=float)
            print(json.dumps({"id": candidate["id"], **outcome(candidate["properties"])}), file=results, flush=True)


def outcome(properties):
    try:
        return {"properties": simulate(properties)}
    except PropertyError as error:
        return {"error": {"reason": error.reason, "message": str(error)}}


if __name__ == "__main__":
    main()
