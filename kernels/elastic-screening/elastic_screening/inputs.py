"""Reads foreign values: a dataset's cells and a campaign's parameters are checked here, once."""

import math
import re

_DECIMAL = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?", re.ASCII)
_QUOTED_CHARACTERS = 20


class CandidateError(Exception):
    """A candidate that cannot be simulated, with a reason for machines and a message for people."""

    def __init__(self, reason, message):
        super().__init__(message)
        self.reason = reason


def positive_number(properties, name):
    """The finite value above zero of `properties[name]`, given as a JSON number or as decimal text."""
    value = number(properties, name)
    if value <= 0.0:
        raise CandidateError("InvalidInput", f"{name} is {value:.6g}: it must be above 0")
    return value


def positive_count(properties, name):
    """The whole number of at least 1 in `properties[name]`."""
    value = positive_number(properties, name)
    if value != math.floor(value):
        raise CandidateError("InvalidInput", f"{name} is {value:.6g}: it must be a whole number")
    return value


def number(properties, name):
    """The finite number in `properties[name]`; absent, null and empty text are all missing."""
    raw = properties.get(name)
    if raw is None or raw == "":
        raise CandidateError("MissingInput", f"{name} is missing")
    value = parse(raw)
    if value is None:
        raise CandidateError("InvalidInput", f"{name} is not a number: {quote(raw)}")
    if not math.isfinite(value):
        raise CandidateError("InvalidInput", f"{name} is not finite: {quote(raw)}")
    return value


def parse(raw):
    """`raw` as a float, or None. Python's own float() would also take 1_000 and the digits of any script; a dataset may not."""
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        try:
            return float(raw)
        except OverflowError:
            return math.inf
    if isinstance(raw, str) and _DECIMAL.fullmatch(raw.strip(" ")):
        return float(raw)
    return None


def quote(raw):
    """A short, printable form of a foreign value: at most 80 bytes, whatever it holds."""
    if isinstance(raw, (dict, list)):
        return "an object" if isinstance(raw, dict) else "an array"
    # As a float first: Python refuses to print an integer of more than 4300 digits.
    text = raw if isinstance(raw, str) else str(raw if isinstance(raw, bool) else parse(raw))
    # Cut before and after: escaped, one character can take up to 10 bytes.
    printed = ascii(text[:_QUOTED_CHARACTERS])[:60]
    return printed if len(text) <= _QUOTED_CHARACTERS else printed + "..."
