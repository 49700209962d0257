"""The kernel contract, container form: a file of candidates in, a line of results out for each, in the same order."""

import json

from . import model
from .inputs import CandidateError


class BatchError(Exception):
    """The batch can never work, however often it is tried."""


def read_parameters(text):
    """The temperature of the contract's parameters file, given its text."""
    try:
        return model.read_parameters(json.loads(text, parse_int=float))
    except (ValueError, RecursionError) as error:
        raise BatchError("the parameters file is not JSON") from error
    except model.ParameterError as error:
        raise BatchError(str(error)) from error


def run(candidates, results, temperature_k, stopped=lambda: False):
    """Simulates each line of `candidates` into a line of `results`, flushed, so that what is finished survives a death.

    Returns False when `stopped` said so between two candidates.
    """
    declared = False
    for position, line in enumerate(candidates, start=1):
        if stopped():
            return False
        if not declared:
            _write(results, {"units": model.UNITS})
            declared = True
        candidate_id, properties = _read(line, position)
        _write(results, {"id": candidate_id, **_outcome(properties, temperature_k)})
    return True


def _read(line, position):
    try:
        # Whole numbers become floats too: the digits of a hostile integer cost quadratic time, a float is inf at worst.
        candidate = json.loads(line, parse_int=float)
    except (ValueError, RecursionError) as error:
        raise BatchError(f"input line {position} is not JSON") from error
    if not isinstance(candidate, dict) or not isinstance(candidate.get("id"), str) or not isinstance(candidate.get("properties"), dict):
        raise BatchError(f"input line {position} is not a candidate: it needs a text id and an object of properties")
    return candidate["id"], candidate["properties"]


def _outcome(properties, temperature_k):
    try:
        return model.simulate(properties, temperature_k)
    except CandidateError as error:
        return {"error": {"reason": error.reason, "message": str(error)}}


def _write(results, row):
    results.write(json.dumps(row, allow_nan=False) + "\n")
    results.flush()
