"""The physics: empirical relations between elastic moduli and other properties of a crystal.

SI units throughout, except where a relation was fitted in others; then the name or the docstring says so.
All functions are pure and expect positive, finite arguments.
"""

import math

# CODATA 2018. h and k_B are exact by the definition of the SI.
PLANCK_J_S = 6.62607015e-34
BOLTZMANN_J_K = 1.380649e-23
ATOMIC_MASS_KG = 1.66053906660e-27


def density(mean_atomic_mass_u, atoms, volume_m3):
    """Mass density in kg/m3 of a cell of `atoms` atoms."""
    return atoms * mean_atomic_mass_u * ATOMIC_MASS_KG / volume_m3


def vickers_hardness_gpa(bulk_gpa, shear_gpa):
    """Vickers hardness in GPa; negative for soft, ductile crystals, where the fit does not hold.

    X.-Q. Chen, H. Niu, D. Li, Y. Li, Intermetallics 19, 1275 (2011), eq. 4, fitted with moduli in GPa.
    """
    pugh = shear_gpa / bulk_gpa
    return 2.0 * (pugh * pugh * shear_gpa) ** 0.585 - 3.0


def sound_speeds(bulk_pa, shear_pa, density_kg_m3):
    """Longitudinal, transverse and mean speed of sound in m/s (O. L. Anderson, J. Phys. Chem. Solids 24, 909 (1963))."""
    longitudinal = math.sqrt((bulk_pa + 4.0 * shear_pa / 3.0) / density_kg_m3)
    transverse = math.sqrt(shear_pa / density_kg_m3)
    mean = ((2.0 / transverse**3 + 1.0 / longitudinal**3) / 3.0) ** (-1.0 / 3.0)
    return longitudinal, transverse, mean


def debye_temperature(atoms, volume_m3, mean_speed):
    """Debye temperature in K, of all branches: atoms and volume are of the same cell, whichever cell that is."""
    cutoff = (3.0 * atoms / (4.0 * math.pi * volume_m3)) ** (1.0 / 3.0)
    return PLANCK_J_S / BOLTZMANN_J_K * cutoff * mean_speed


def grueneisen_parameter(longitudinal, transverse):
    """Grueneisen parameter from the sound speeds (V. N. Belomestnykh, Tech. Phys. Lett. 30, 91 (2004))."""
    ratio_squared = (transverse / longitudinal) ** 2
    return (9.0 - 12.0 * ratio_squared) / (2.0 + 4.0 * ratio_squared)


def slack_conductivity(debye_k, grueneisen, mean_atomic_mass_u, volume_per_atom_m3, atoms_primitive, temperature_k):
    """Lattice thermal conductivity in W/(m K).

    G. A. Slack's model as given by D. T. Morelli and G. A. Slack in "High Thermal Conductivity Materials" (Springer, 2006), ch. 2.
    Its constant wants the mean atomic mass in u and the edge of the volume per atom in angstrom. The denominator of the constant has no
    real root, so every positive Grueneisen parameter gives a finite value.
    """
    constant = 2.43e-6 / (1.0 - 0.514 / grueneisen + 0.228 / grueneisen**2)
    edge_angstrom = 1e10 * volume_per_atom_m3 ** (1.0 / 3.0)
    return (
        constant * mean_atomic_mass_u * debye_k**3 * edge_angstrom
        / (grueneisen**2 * atoms_primitive ** (2.0 / 3.0) * temperature_k)
    )
