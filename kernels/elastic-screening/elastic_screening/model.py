"""One candidate in, its properties out: what the container runs for a line of a batch, and a function service for an event."""

import math

from . import formulas
from .inputs import CandidateError, number, parse, positive_count, positive_number

UNITS = {
    "vickers_hardness": "GPa",
    "density": "kg/m3",
    "debye_temperature": "K",
    "grueneisen_parameter": "1",
    "thermal_conductivity": "W/(m K)",
}

DEFAULT_TEMPERATURE_K = 300.0
_MAX_TEMPERATURE_K = 10000.0

# Given and computed density agree to 1e-5 in good data; a wrong unit or a wrong cell is off by far more than this.
_DENSITY_TOLERANCE = 0.02

# Universal anisotropy above which the average over directions says nothing: layered crystals such as graphite and h-BN have thousands,
# no other crystal of the dataset reaches 200.
_MAX_ANISOTROPY = 200.0

# More than libm's last digits would make a result depend on the machine; the input has 4 to 6 digits.
_SIGNIFICANT_DIGITS = 9


class ParameterError(Exception):
    """The campaign's parameters can never work."""


def read_parameters(parameters):
    """The temperature in K of a campaign's `kernel.parameters`; raises ParameterError for what is unknown or out of range."""
    if not isinstance(parameters, dict):
        raise ParameterError("the parameters are not a JSON object")
    unknown = sorted(set(parameters) - {"temperature_K"})
    if unknown:
        raise ParameterError(f"unknown parameter {ascii(unknown[0][:40])}: this kernel knows temperature_K")
    if "temperature_K" not in parameters:
        return DEFAULT_TEMPERATURE_K
    temperature = parse(parameters["temperature_K"])
    if temperature is None or not 0.0 < temperature <= _MAX_TEMPERATURE_K:
        raise ParameterError(f"temperature_K must be a number above 0 and at most {_MAX_TEMPERATURE_K:g}")
    return temperature


def simulate(properties, temperature_k=DEFAULT_TEMPERATURE_K):
    """The result of one candidate, without its id: `properties`, and `status` and `message` when the model does not hold for it.

    Raises CandidateError for inputs that are missing, broken or contradict each other.
    """
    try:
        return _simulate(_Crystal(properties), temperature_k)
    except (OverflowError, ZeroDivisionError) as error:
        # Each input is finite and positive, yet a product of extremes may not be: 1e300 GPa is data, but no crystal.
        raise CandidateError("InvalidInput", "the inputs are so extreme that a result is not finite") from error


def _simulate(crystal, temperature_k):
    longitudinal, transverse, mean = formulas.sound_speeds(crystal.bulk_gpa * 1e9, crystal.shear_gpa * 1e9, crystal.density)
    debye = formulas.debye_temperature(crystal.atoms, crystal.volume_m3, mean)
    grueneisen = formulas.grueneisen_parameter(longitudinal, transverse)
    hardness = formulas.vickers_hardness_gpa(crystal.bulk_gpa, crystal.shear_gpa)
    conductivity = formulas.slack_conductivity(
        debye, grueneisen, crystal.mean_mass_u, crystal.volume_m3 / crystal.atoms, crystal.atoms_primitive, temperature_k)

    result = {
        "properties": {
            "vickers_hardness": _rounded(hardness),
            "density": _rounded(crystal.density),
            "debye_temperature": _rounded(debye),
            "grueneisen_parameter": _rounded(grueneisen),
            "thermal_conductivity": _rounded(conductivity),
        }
    }
    doubt = _outside_the_model(crystal, hardness)
    if doubt:
        result["status"] = "OutOfModel"
        result["message"] = doubt
    return result


class _Crystal:
    """The validated inputs of one candidate."""

    def __init__(self, properties):
        self.atoms = positive_count(properties, "nsites")
        self.volume_m3 = positive_number(properties, "volume_A3") * 1e-30
        self.bulk_gpa = positive_number(properties, "K_VRH_GPa")
        self.shear_gpa = positive_number(properties, "G_VRH_GPa")
        self.atoms_primitive = positive_count(properties, "nsites_primitive")
        self.mean_mass_u = positive_number(properties, "mean_atomic_mass_u")
        self.anisotropy = number(properties, "elastic_anisotropy") if _given(properties, "elastic_anisotropy") else None
        if self.atoms % self.atoms_primitive != 0:
            raise CandidateError(
                "InvalidInput",
                f"nsites is {self.atoms:.6g}, nsites_primitive {self.atoms_primitive:.6g}: a cell holds a whole number of primitive cells")
        self.density = self._density(properties)

    def _density(self, properties):
        computed = formulas.density(self.mean_mass_u, self.atoms, self.volume_m3)
        if not _given(properties, "density_kg_m3"):
            return computed
        given = positive_number(properties, "density_kg_m3")
        if abs(given - computed) > _DENSITY_TOLERANCE * computed:
            raise CandidateError(
                "InvalidInput",
                f"density_kg_m3 is {given:.6g}, but mass and volume of the cell give {computed:.6g}: check the units and the cell")
        return given


def _outside_the_model(crystal, hardness):
    if crystal.anisotropy is not None and crystal.anisotropy > _MAX_ANISOTROPY:
        return (f"elastic_anisotropy is {crystal.anisotropy:.4g}, above {_MAX_ANISOTROPY:g}: "
                "averaged moduli have no meaning for a layered crystal")
    if hardness < 0.0:
        return f"the hardness model gives {hardness:.4g} GPa: it does not hold for a crystal this soft"
    return None


def _given(properties, name):
    return properties.get(name) not in (None, "")


def _rounded(value):
    if not math.isfinite(value):
        raise OverflowError("a result is not finite")
    return float(f"{value:.{_SIGNIFICANT_DIGITS}g}")
