"""Standard atomic weights, abridged (IUPAC 2021: T. Prohaska et al., Pure Appl. Chem. 94, 573 (2022)), in u; and formulas."""

import re

MASSES = {
    "H": 1.008, "Li": 6.94, "Be": 9.0122, "B": 10.81, "C": 12.011, "N": 14.007, "O": 15.999, "F": 18.998, "Na": 22.990, "Mg": 24.305,
    "Al": 26.982, "Si": 28.085, "P": 30.974, "S": 32.06, "Cl": 35.45, "K": 39.098, "Ca": 40.078, "Sc": 44.956, "Ti": 47.867, "V": 50.942,
    "Cr": 51.996, "Fe": 55.845, "Co": 58.933, "Ni": 58.693, "Cu": 63.546, "Zn": 65.38, "Ga": 69.723, "Ge": 72.630, "As": 74.922,
    "Se": 78.971, "Br": 79.904, "Rb": 85.468, "Sr": 87.62, "Y": 88.906, "Zr": 91.224, "Ag": 107.868, "Cd": 112.414, "In": 114.818,
    "Sn": 118.710, "Sb": 121.760, "Te": 127.60, "I": 126.904, "Ba": 137.327, "Hf": 178.486, "Ta": 180.948, "W": 183.84, "Hg": 200.592,
    "Bi": 208.980,
}

_TERM = re.compile(r"([A-Z][a-z]?)([0-9]*)")


def composition(formula):
    """Atoms by element of a formula without brackets, such as Al2O3."""
    if not re.fullmatch(rf"({_TERM.pattern})+", formula):
        raise ValueError(f"not a formula: {formula}")
    atoms = {}
    for element, count in _TERM.findall(formula):
        atoms[element] = atoms.get(element, 0) + int(count or 1)
    return atoms
