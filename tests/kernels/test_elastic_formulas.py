"""The physics against the golden case and against what must hold for every crystal."""

import csv
import os
import random
import sys
import unittest

from kernel_runner import KERNELS, REPOSITORY

sys.path.insert(0, str(KERNELS / "elastic-screening"))

from elastic_screening import formulas, model  # noqa: E402
from elastic_screening.inputs import CandidateError  # noqa: E402

SILICON = {
    "nsites": 2, "volume_A3": 40.89, "K_VRH_GPa": 88.906, "G_VRH_GPa": 62.660, "nsites_primitive": 2, "mean_atomic_mass_u": 28.085,
}
DATASET = os.environ.get("MATERIALSSIM_ELASTIC_CSV", str(REPOSITORY.parent / "shared" / "data" / "elastic.csv"))


class GoldenCase(unittest.TestCase):
    def test_density_and_sound_speeds_of_silicon(self):
        rho = formulas.density(28.085, 2, 40.89e-30)
        longitudinal, transverse, mean = formulas.sound_speeds(88.906e9, 62.660e9, rho)
        self.assertAlmostEqual(rho, 2281.06, delta=0.005)
        self.assertAlmostEqual(longitudinal, 8694.9, delta=0.05)
        self.assertAlmostEqual(transverse, 5241.1, delta=0.06)
        self.assertAlmostEqual(mean, 5795.4, delta=0.05)

    def test_properties_of_silicon(self):
        properties = model.simulate(SILICON)["properties"]
        self.assertAlmostEqual(properties["density"], 2281.06, delta=0.005)
        self.assertAlmostEqual(properties["debye_temperature"], 631.0, delta=0.05)
        self.assertAlmostEqual(properties["vickers_hardness"], 11.95, delta=0.005)

    def test_conductivity_of_silicon_is_slacks_formula_written_out(self):
        # Every factor by hand, from the golden speeds: x2 = (5241.1/8694.9)^2 = 0.363343, gamma = 4.639884/3.453372 = 1.343580,
        # A = 2.43e-6/(1 - 0.382560 + 0.126301) = 3.26726e-6, delta = (40.89/2)^(1/3) = 2.734411 angstrom.
        properties = model.simulate(SILICON)["properties"]
        by_hand = 3.26726e-6 * 28.085 * 631.0**3 * 2.734411 / (1.343580**2 * 2 ** (2 / 3) * 300)
        self.assertAlmostEqual(properties["grueneisen_parameter"], 1.343580, delta=2e-4)
        self.assertAlmostEqual(properties["thermal_conductivity"] / by_hand, 1.0, delta=1e-3)


class Laws(unittest.TestCase):
    SEED = 20150317

    def test_conductivity_falls_with_the_inverse_of_the_temperature(self):
        cold = model.simulate(SILICON, 150.0)["properties"]["thermal_conductivity"]
        warm = model.simulate(SILICON, 300.0)["properties"]["thermal_conductivity"]
        self.assertAlmostEqual(cold / warm, 2.0, places=7)

    def test_the_choice_of_the_cell_does_not_matter(self):
        conventional = {**SILICON, "nsites": 8, "volume_A3": 4 * 40.89}
        self.assertEqual(model.simulate(SILICON), model.simulate(conventional))

    def test_random_crystals_give_finite_results_with_physical_signs(self):
        generator = random.Random(self.SEED)
        for case in range(2000):
            crystal = {
                "nsites": 1, "nsites_primitive": 1,
                "volume_A3": generator.uniform(3, 80), "mean_atomic_mass_u": generator.uniform(4, 240),
                "K_VRH_GPa": 10 ** generator.uniform(-1, 3), "G_VRH_GPa": 10 ** generator.uniform(-1, 3),
            }
            with self.subTest(seed=self.SEED, case=case):
                result = model.simulate(crystal)
                for name in ("density", "debye_temperature", "grueneisen_parameter", "thermal_conductivity"):
                    self.assertGreater(result["properties"][name], 0.0)
                self.assertEqual("status" in result, result["properties"]["vickers_hardness"] < 0.0)


@unittest.skipUnless(os.path.isfile(DATASET), "the full dataset is not here; MATERIALSSIM_ELASTIC_CSV can name it")
class FullDataset(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with open(DATASET, encoding="utf-8", newline="") as file:
            cls.results = {row["material_id"]: model.simulate(row) for row in csv.DictReader(file)}

    def test_every_row_is_simulated(self):
        self.assertEqual(len(self.results), 1181)

    def test_the_hardest_crystal_also_conducts_best(self):
        ranked = {key: value["properties"] for key, value in self.results.items() if "status" not in value}
        for name in ("vickers_hardness", "thermal_conductivity"):
            self.assertEqual(max(ranked, key=lambda key, name=name: ranked[key][name]), "mp-611426")
        self.assertAlmostEqual(ranked["mp-611426"]["vickers_hardness"], 93.4, delta=0.05)
        self.assertAlmostEqual(ranked["mp-611426"]["thermal_conductivity"], 828.0, delta=0.5)

    def test_soft_and_layered_rows_are_out_of_the_model(self):
        refused = [value["message"] for value in self.results.values() if "status" in value]
        self.assertEqual(sum("this soft" in message for message in refused), 103)
        self.assertEqual(sum("layered" in message for message in refused), 5)


class Refusals(unittest.TestCase):
    def test_each_broken_input_has_a_reason_and_a_message(self):
        cases = [
            ({"K_VRH_GPa": None}, "MissingInput", "K_VRH_GPa is missing"),
            ({"K_VRH_GPa": ""}, "MissingInput", "K_VRH_GPa is missing"),
            ({"K_VRH_GPa": "soft"}, "InvalidInput", "K_VRH_GPa is not a number: 'soft'"),
            ({"K_VRH_GPa": "88,9"}, "InvalidInput", "K_VRH_GPa is not a number: '88,9'"),
            ({"K_VRH_GPa": "1_000"}, "InvalidInput", "K_VRH_GPa is not a number: '1_000'"),
            ({"K_VRH_GPa": "nan"}, "InvalidInput", "K_VRH_GPa is not a number: 'nan'"),
            ({"K_VRH_GPa": float("nan")}, "InvalidInput", "K_VRH_GPa is not finite: 'nan'"),
            ({"K_VRH_GPa": "1e999"}, "InvalidInput", "K_VRH_GPa is not finite: '1e999'"),
            ({"K_VRH_GPa": 10**5000}, "InvalidInput", "K_VRH_GPa is not finite: 'inf'"),
            ({"K_VRH_GPa": True}, "InvalidInput", "K_VRH_GPa is not a number: 'True'"),
            ({"K_VRH_GPa": {"value": 1}}, "InvalidInput", "K_VRH_GPa is not a number: an object"),
            ({"K_VRH_GPa": [1]}, "InvalidInput", "K_VRH_GPa is not a number: an array"),
            ({"K_VRH_GPa": "x" * 1000}, "InvalidInput", "K_VRH_GPa is not a number: 'xxxxxxxxxxxxxxxxxxxx'..."),
            ({"K_VRH_GPa": 0.0}, "InvalidInput", "K_VRH_GPa is 0: it must be above 0"),
            ({"G_VRH_GPa": "-3"}, "InvalidInput", "G_VRH_GPa is -3: it must be above 0"),
            ({"nsites": 2.5}, "InvalidInput", "nsites is 2.5: it must be a whole number"),
            ({"nsites": 3.0}, "InvalidInput", "nsites is 3, nsites_primitive 2: a cell holds a whole number of primitive cells"),
            ({"density_kg_m3": 2.281}, "InvalidInput",
             "density_kg_m3 is 2.281, but mass and volume of the cell give 2281.06: check the units and the cell"),
            ({"volume_A3": 1e-300}, "InvalidInput", "the inputs are so extreme that a result is not finite"),
            ({"K_VRH_GPa": 1e300, "G_VRH_GPa": 1e300}, "InvalidInput", "the inputs are so extreme that a result is not finite"),
        ]
        for change, reason, message in cases:
            with self.subTest(fields=list(change), message=message):
                with self.assertRaises(CandidateError) as caught:
                    model.simulate({**SILICON, **change})
                self.assertEqual((caught.exception.reason, str(caught.exception)), (reason, message))

    def test_a_quoted_value_takes_at_most_80_bytes_whatever_it_holds(self):
        for hostile in ("\U0010ffff" * 100, "\x00" * 100, "é" * 100, "\ud800" * 100, "'" * 100):
            with self.assertRaises(CandidateError) as caught:
                model.simulate({**SILICON, "K_VRH_GPa": hostile})
            quoted = str(caught.exception).partition(": ")[2]
            self.assertLessEqual(len(quoted.encode("ascii")), 80)

    def test_soft_and_layered_crystals_are_out_of_the_model_but_keep_their_figures(self):
        soft = model.simulate({**SILICON, "G_VRH_GPa": 5.0})
        layered = model.simulate({**SILICON, "elastic_anisotropy": "217.1"})
        for result, word in ((soft, "soft"), (layered, "layered")):
            self.assertEqual(result["status"], "OutOfModel")
            self.assertIn(word, result["message"])
            self.assertEqual(set(result["properties"]), set(model.UNITS))


if __name__ == "__main__":
    unittest.main()
