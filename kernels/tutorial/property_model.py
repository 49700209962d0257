"""The smallest useful kernel: two lines of model, which stand for any simulation of a material's properties."""

import math


class PropertyError(Exception):
    """A property that the model needs is missing or not a number."""

    def __init__(self, reason, message):
        super().__init__(message)
        self.reason = reason


def simulate(material_properties):
    """The simulated properties of one material.

    The names of the results differ from those of the inputs: `hardness` alone would not say which of the two is meant.
    """
    return {
        "simulated_thermal_conductivity": _number(material_properties, "thermal_conductivity") * 0.9,
        "simulated_hardness": _number(material_properties, "hardness") * 1.1,
    }


def _number(material_properties, name):
    value = material_properties.get(name)
    if value is None or value == "":
        raise PropertyError("MissingInput", f"{name} is missing")
    # Inline datasets hold text; a dataset's numbers arrive as numbers.
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise PropertyError("InvalidInput", f"{name} is not a number")
    try:
        converted = float(value)
    except (ValueError, OverflowError):
        raise PropertyError("InvalidInput", f"{name} is not a number: {ascii(str(value)[:20])[:60]}") from None
    # 1e300 keeps the product finite as well.
    if not math.isfinite(converted) or abs(converted) > 1e300:
        raise PropertyError("InvalidInput", f"{name} is not a finite number")
    return converted
