"""Every figure of examples/crystals.csv that can be checked against something else in its row, or against knowledge of the crystal."""

import csv
import json
import math
import os
import re
import sys
import unittest

from atomic_masses import MASSES, composition
from band_gaps import AT_LEAST_EV
from kernel_runner import KERNELS, REPOSITORY, run

sys.path.insert(0, str(KERNELS / "elastic-screening"))

from elastic_screening import formulas  # noqa: E402

COLUMNS = [
    "id", "formula", "name", "space_group", "nsites", "volume_A3", "density_kg_m3", "nsites_primitive", "mean_atomic_mass_u", "K_VRH_GPa",
    "G_VRH_GPa", "elastic_anisotropy", "source",
]
DATASET = os.environ.get("MATERIALSSIM_ELASTIC_CSV", str(REPOSITORY.parent / "shared" / "data" / "elastic.csv"))

# Lattice points in the conventional cell, by the letter of the Hermann-Mauguin symbol (International Tables for Crystallography A), for the
# centred groups that occur here; all others are primitive. Rhombohedral groups (R) are given on hexagonal or on rhombohedral axes.
CENTRING = {12: {2}, 15: {2}, 36: {2}, 64: {2}, 122: {2}, 139: {2}, 141: {2}, 204: {2}, 206: {2},
            160: {1, 3}, 166: {1, 3}, 167: {1, 3}, 216: {4}, 225: {4}, 227: {4}}


def read():
    with open(REPOSITORY / "examples" / "crystals.csv", encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return reader.fieldnames, list(reader)


class Crystals(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.columns, cls.rows = read()

    def test_the_columns_are_those_of_the_readme_and_every_cell_is_filled(self):
        self.assertEqual(self.columns, COLUMNS)
        for row in self.rows:
            with self.subTest(id=row["id"], formula=row["formula"]):
                self.assertTrue(all(row[column].strip() == row[column] != "" for column in COLUMNS))

    def test_there_are_about_a_hundred_and_each_is_there_once(self):
        self.assertTrue(90 <= len(self.rows) <= 120)
        for page in ("README.md", "examples/README.md"):
            self.assertIn(f"{len(self.rows)} ", (REPOSITORY / page).read_text(encoding="utf-8"), page)
        for key in ("id", "name"):
            self.assertEqual(len({row[key] for row in self.rows}), len(self.rows))
        self.assertEqual(len({(row["formula"], row["space_group"]) for row in self.rows}), len(self.rows))

    def test_mean_mass_follows_from_the_formula(self):
        for row in self.rows:
            with self.subTest(id=row["id"], formula=row["formula"]):
                atoms = composition(row["formula"])
                mean = sum(MASSES[element] * count for element, count in atoms.items()) / sum(atoms.values())
                self.assertAlmostEqual(float(row["mean_atomic_mass_u"]) / mean, 1.0, delta=5e-4)

    def test_density_follows_from_mass_and_volume(self):
        for row in self.rows:
            with self.subTest(id=row["id"], formula=row["formula"]):
                density = formulas.density(float(row["mean_atomic_mass_u"]), int(row["nsites"]), float(row["volume_A3"]) * 1e-30)
                self.assertAlmostEqual(float(row["density_kg_m3"]) / density, 1.0, delta=1e-4)

    def test_cells_hold_whole_formula_units(self):
        for row in self.rows:
            with self.subTest(id=row["id"], formula=row["formula"]):
                units = sum(composition(row["formula"]).values())
                self.assertEqual(int(row["nsites"]) % units, 0)
                # The elements' primitive cells may hold several atoms of the one element; all others hold whole formula units too.
                self.assertEqual(int(row["nsites_primitive"]) % units, 0)

    def test_the_space_group_gives_the_ratio_of_conventional_and_primitive_cell(self):
        for row in self.rows:
            with self.subTest(id=row["id"], formula=row["formula"]):
                group = int(row["space_group"])
                self.assertTrue(1 <= group <= 230)
                self.assertIn(int(row["nsites"]) / int(row["nsites_primitive"]), CENTRING.get(group, {1}))

    def test_moduli_are_those_of_a_stable_crystal(self):
        for row in self.rows:
            with self.subTest(id=row["id"], formula=row["formula"]):
                bulk, shear = float(row["K_VRH_GPa"]), float(row["G_VRH_GPa"])
                self.assertTrue(0.0 < bulk < 450.0 and 0.0 < shear < 550.0)
                poisson = (3.0 * bulk - 2.0 * shear) / (2.0 * (3.0 * bulk + shear))
                self.assertTrue(-0.2 < poisson < 0.5, poisson)
                self.assertGreaterEqual(float(row["elastic_anisotropy"]), 0.0)

    def test_none_is_a_metal(self):
        for row in self.rows:
            with self.subTest(id=row["id"], formula=row["formula"]):
                self.assertGreater(AT_LEAST_EV[row["formula"]], 0.0)

    def test_every_row_names_its_source(self):
        for row in self.rows:
            with self.subTest(id=row["id"], formula=row["formula"]):
                computed = re.fullmatch(r"de Jong et al\., Sci\. Data 2, 150009 \(2015\), entry (mp-[0-9]+)", row["source"])
                if computed:
                    self.assertEqual(computed.group(1), row["id"])
                else:
                    self.assertRegex(row["source"], r"^a [0-9.]+ A; C11 [0-9]+, C12 [0-9]+, C44 [0-9]+ GPa measured by .+ \(19[0-9]{2}\)$")

    def test_measured_rows_follow_from_the_lattice_constant_and_stiffnesses_of_their_source(self):
        measured = [row for row in self.rows if row["source"].startswith("a ")]
        self.assertEqual({row["id"] for row in measured}, {"diamond", "c-BN"})
        for row in measured:
            with self.subTest(id=row["id"]):
                edge, c11, c12, c44 = (
                    float(re.search(rf"{name} ([0-9.]+)", row["source"]).group(1)) for name in ("a", "C11", "C12", "C44"))
                voigt = (c11 - c12 + 3 * c44) / 5
                reuss = 5 * (c11 - c12) * c44 / (4 * c44 + 3 * (c11 - c12))
                self.assertAlmostEqual(float(row["volume_A3"]), edge**3, delta=1e-5)
                self.assertAlmostEqual(float(row["K_VRH_GPa"]), (c11 + 2 * c12) / 3, delta=1e-3)
                self.assertAlmostEqual(float(row["G_VRH_GPa"]), (voigt + reuss) / 2, delta=1e-3)
                self.assertAlmostEqual(float(row["elastic_anisotropy"]), 5 * voigt / reuss - 5, delta=1e-5)

    @unittest.skipUnless(os.path.isfile(DATASET), "the full dataset is not here; MATERIALSSIM_ELASTIC_CSV can name it")
    def test_computed_rows_are_those_of_the_dataset(self):
        with open(DATASET, encoding="utf-8", newline="") as file:
            published = {row["material_id"]: row for row in csv.DictReader(file)}
        for row in self.rows:
            with self.subTest(id=row["id"], formula=row["formula"]):
                if row["id"].startswith("mp-"):
                    for column in set(COLUMNS) - {"id", "name", "source"}:
                        self.assertEqual(row[column], published[row["id"]][column], column)


class Screening(unittest.TestCase):
    """What hard-and-conductive.yaml says about its answer, worked out here without the operator."""

    @classmethod
    def setUpClass(cls):
        _, rows = read()
        cls.names = {row["id"]: row["name"] for row in rows}
        kept = [row for row in rows if float(row["mean_atomic_mass_u"]) >= 7]
        outcome = run("elastic-screening", [json.dumps({"id": row["id"], "properties": row}) for row in kept], '{"temperature_K": "300"}')
        cls.results = outcome.results
        cls.ranked = {
            result["id"]: result["properties"] for result in outcome.results
            if "status" not in result and result["properties"]["debye_temperature"] >= 200
        }

    def test_no_crystal_fails_and_the_soft_and_layered_are_out_of_the_model(self):
        self.assertFalse([result for result in self.results if "error" in result])
        outside = {self.names[result["id"]] for result in self.results if result.get("status") == "OutOfModel"}
        self.assertEqual(len(outside), 11)
        self.assertTrue({"hexagonal boron nitride", "potassium bromide", "cuprite"} <= outside)

    def test_the_front_has_at_least_ten_members(self):
        points = {key: (p["thermal_conductivity"], p["vickers_hardness"], -p["density"]) for key, p in self.ranked.items()}
        front = [key for key, point in points.items()
                 if not any(other != point and all(a >= b for a, b in zip(other, point)) for other in points.values())]
        self.assertGreaterEqual(len(front), 10)

    def test_the_best_list_is_what_a_materials_scientist_expects(self):
        def score(p):
            parts = (math.log(p["thermal_conductivity"]) / math.log(2000), p["vickers_hardness"] / 100, (7000 - p["density"]) / 6000)
            return math.prod(min(1.0, max(0.0, part)) for part in parts)
        order = sorted(self.ranked, key=lambda key: -score(self.ranked[key]))
        self.assertEqual(
            [self.names[key] for key in order[:8]],
            ["diamond", "diamond (hexagonal polytype)", "cubic boron nitride", "boron phosphide (zinc blende)", "boron suboxide",
             "silicon carbide 3C", "silicon carbide 6H", "bromellite"])


if __name__ == "__main__":
    unittest.main()
