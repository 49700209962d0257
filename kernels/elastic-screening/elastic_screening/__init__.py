"""Hardness and lattice heat conduction of a crystal from its elastic moduli."""
