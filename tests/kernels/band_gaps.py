"""How the tests know that a crystal is no metal: a lower bound of its band gap in eV, by formula.

Rounded down from the handbooks W. H. Strehlow and E. L. Cook, J. Phys. Chem. Ref. Data 2, 163 (1973), and O. Madelung, "Semiconductors:
Data Handbook" (Springer, 2004); for the rarer ones from what is commonly reported of the compound. Polymorphs of a formula share the lowest.
The bounds are good for telling insulators and semiconductors from metals, and for nothing else.
"""

AT_LEAST_EV = {
    # Elements
    "C": 5, "Si": 1, "Ge": 0.6, "Te": 0.3,
    # Borides, carbides, nitrides, hydrides
    "BN": 5, "BP": 2, "B6O": 1.5, "SiC": 2, "AlN": 6, "GaN": 3, "Si3N4": 4, "LiH": 4,
    # Tetrahedral III-V and II-VI
    "AlP": 2, "AlAs": 2, "AlSb": 1.5, "GaP": 2, "GaAs": 1.4, "GaSb": 0.7, "InAs": 0.3,
    "ZnO": 3, "ZnS": 3, "ZnSe": 2.5, "ZnTe": 2, "CdS": 2, "CdSe": 1.5, "CdTe": 1.4,
    # Halides
    "LiF": 12, "NaF": 10, "NaCl": 8, "NaBr": 7, "NaI": 5, "KF": 10, "KCl": 8, "KBr": 7, "KI": 6, "RbCl": 8, "RbBr": 7, "RbI": 6, "AgBr": 2,
    "CaF2": 10, "SrF2": 9, "BaF2": 9,
    # Oxides, peroxides and a sulfide
    "BeO": 10, "MgO": 7, "CaO": 6, "SrO": 5, "BaO": 4, "BaS": 3, "Li2O": 6, "Na2O": 3, "K2O": 3, "Li2O2": 3, "Na2O2": 3, "BaO2": 3,
    "Al2O3": 8, "Cr2O3": 3, "Ga2O3": 4, "Sc2O3": 5, "Y2O3": 5, "TiO2": 3, "SiO2": 8, "GeO2": 5, "ZrO2": 5, "HfO2": 5, "ZrSiO4": 5,
    "MgAl2O4": 7, "SrTiO3": 3, "BaTiO3": 3, "Ta2O5": 3, "WO3": 2, "Cu2O": 2, "NiO": 3, "TeO2": 3, "Sb2O3": 3, "SbO2": 2, "Sb2O5": 2,
    "Bi2O3": 2, "SnO": 0.5, "HgO": 2, "CdO2": 1, "ZnO2": 2, "H2O": 7,
    # Zintl phases, silicides, antimonides, tellurides: narrow gaps
    "Mg2Si": 0.6, "Mg2Sn": 0.2, "Ca2Si": 0.3, "Mg3Sb2": 0.4, "Li3Sb": 0.5, "Li12Si7": 0.1, "LiAlSi": 0.1, "GeSe": 1, "GeTe": 0.1,
    "SnTe": 0.1, "Bi2Te3": 0.1, "ZnSb": 0.4, "CdSb": 0.4, "CoSb3": 0.03, "FeSi2": 0.7, "CrSi2": 0.3, "VCu3Se4": 1,
}
