"""The elastic-screening container against the kernel contract, with input as bad as it gets."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from kernel_runner import KERNELS, candidate, run

KERNEL = "elastic-screening"
SILICON = {
    "nsites": 2, "volume_A3": 40.89, "K_VRH_GPa": 88.906, "G_VRH_GPa": 62.660, "nsites_primitive": 2, "mean_atomic_mass_u": 28.085,
}


class Contract(unittest.TestCase):
    def test_units_are_declared_first_then_a_line_per_candidate_in_input_order(self):
        outcome = run(KERNEL, [candidate("b", **SILICON), candidate("a", **SILICON)], '{"temperature_K": "300"}')
        self.assertEqual(outcome.exit_code, 0)
        self.assertEqual(outcome.units, {
            "vickers_hardness": "GPa", "density": "kg/m3", "debye_temperature": "K", "grueneisen_parameter": "1",
            "thermal_conductivity": "W/(m K)",
        })
        self.assertEqual([result["id"] for result in outcome.results], ["b", "a"])
        self.assertEqual(set(outcome.results[0]["properties"]), set(outcome.units))

    def test_no_result_has_the_name_of_an_input(self):
        outcome = run(KERNEL, [candidate("a", **SILICON)])
        known_inputs = set(SILICON) | {"density_kg_m3", "elastic_anisotropy", "poisson_ratio", "space_group", "formula", "name"}
        self.assertEqual(set(outcome.results[0]["properties"]) & known_inputs, set())

    def test_an_input_of_no_lines_gives_no_output(self):
        outcome = run(KERNEL, [])
        self.assertEqual((outcome.exit_code, outcome.lines), (0, []))

    def test_numbers_may_be_text_as_in_an_inline_dataset(self):
        as_text = {name: str(value) for name, value in SILICON.items()}
        outcome = run(KERNEL, [candidate("n", **SILICON), candidate("t", **as_text)])
        self.assertEqual(outcome.results[0]["properties"], outcome.results[1]["properties"])

    def test_a_broken_candidate_is_its_own_error_and_the_rest_goes_on(self):
        outcome = run(KERNEL, [candidate("bad", formula="Si"), candidate("good", **SILICON)])
        self.assertEqual(outcome.exit_code, 0)
        self.assertEqual(outcome.results[0], {"id": "bad", "error": {"reason": "MissingInput", "message": "nsites is missing"}})
        self.assertIn("properties", outcome.results[1])

    def test_a_soft_crystal_is_out_of_the_model(self):
        outcome = run(KERNEL, [candidate("soft", **{**SILICON, "G_VRH_GPa": 5.0})])
        self.assertEqual(outcome.results[0]["status"], "OutOfModel")
        self.assertLess(outcome.results[0]["properties"]["vickers_hardness"], 0.0)

    def test_ids_and_structures_of_any_kind_survive(self):
        ids = ["../../etc/passwd", "a b\tc", "\u2028", "\U0001f48e", "\ud800", "x" * 5000]
        structure = {"lattice": [[1, 2, 3]], "sites": [{"species": "Si"}]}
        outcome = run(KERNEL, [candidate(name, structure=structure, **SILICON) for name in ids])
        self.assertEqual([result["id"] for result in outcome.results], ids)

    def test_hostile_numbers_are_errors_of_their_candidate(self):
        line = candidate("x", **SILICON)
        for value in ("NaN", "Infinity", "1e999", "9" * 20000, "-0.0", "true", "null", "[]", '"\\u0663"'):
            with self.subTest(value=value[:20]):
                outcome = run(KERNEL, [line.replace("88.906", value)])
                self.assertEqual(outcome.exit_code, 0, outcome.stderr)
                self.assertIn(outcome.results[0]["error"]["reason"], ("InvalidInput", "MissingInput"))


class Refusals(unittest.TestCase):
    def test_parameters_that_can_never_work_end_with_65_and_one_line_that_says_why(self):
        cases = [
            ("not json", "the parameters file is not JSON"),
            ("[" * 100000, "the parameters file is not JSON"),
            ("[]", "the parameters are not a JSON object"),
            ('{"temperature_K": "warm"}', "temperature_K must be a number above 0 and at most 10000"),
            ('{"temperature_K": "0"}', "temperature_K must be a number above 0 and at most 10000"),
            ('{"temperature_K": NaN}', "temperature_K must be a number above 0 and at most 10000"),
            ('{"temperature_C": "27"}', "unknown parameter 'temperature_C': this kernel knows temperature_K"),
        ]
        for parameters, message in cases:
            with self.subTest(parameters=parameters[:30]):
                outcome = run(KERNEL, [candidate("a", **SILICON)], parameters)
                self.assertEqual((outcome.exit_code, outcome.stderr), (65, f"elastic-screening: {message}\n"))

    def test_an_input_that_breaks_the_contract_ends_with_65_and_keeps_what_is_finished(self):
        good = candidate("a", **SILICON)
        not_a_candidate = "input line 2 is not a candidate: it needs a text id and an object of properties"
        for broken, message in [
            ("{", "input line 2 is not JSON"),
            ("", "input line 2 is not JSON"),
            ("[" * 100000, "input line 2 is not JSON"),
            ("[]", not_a_candidate),
            ('{"id": 7, "properties": {}}', not_a_candidate),
            ('{"id": "a"}', not_a_candidate),
        ]:
            with self.subTest(broken=broken[:20]):
                outcome = run(KERNEL, [good, broken])
                self.assertEqual((outcome.exit_code, outcome.stderr), (65, f"elastic-screening: {message}\n"))
                self.assertEqual([result["id"] for result in outcome.results], ["a"])

    def test_bytes_that_are_no_utf8_end_with_65(self):
        outcome = run(KERNEL, b'{"id": "\xff", "properties": {}}\n')
        self.assertEqual(outcome.exit_code, 65)
        self.assertIn("utf-8", outcome.stderr)

    def test_a_missing_setting_is_named(self):
        outcome = run(KERNEL, [], environment={"MATERIALSSIM_OUTPUT": ""})
        self.assertEqual(outcome.exit_code, 65)
        self.assertIn("MATERIALSSIM_OUTPUT is not set", outcome.stderr)

    def test_a_file_out_of_reach_is_worth_another_try(self):
        outcome = run(KERNEL, [], environment={"MATERIALSSIM_INPUT": "/nowhere/input.jsonl"})
        self.assertEqual(outcome.exit_code, 1)
        self.assertIn("/nowhere/input.jsonl", outcome.stderr)


class Termination(unittest.TestCase):
    def test_each_result_is_readable_at_once_and_sigterm_ends_between_two_candidates(self):
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder)
            # Pipes on both sides: the kernel cannot be ahead of what this test has written and read.
            os.mkfifo(work / "input")
            os.mkfifo(work / "output")
            (work / "parameters").write_text("{}")
            settings = {**os.environ, **{f"MATERIALSSIM_{name.upper()}": str(work / name) for name in ("input", "output", "parameters")}}
            kernel = subprocess.Popen([sys.executable, "-B", str(KERNELS / KERNEL / "run_simulation.py")], env=settings)
            with open(work / "input", "w", encoding="utf-8") as source, open(work / "output", encoding="utf-8") as results:
                source.write(candidate("first", **SILICON) + "\n")
                source.flush()
                self.assertIn("units", json.loads(results.readline()))
                self.assertEqual(json.loads(results.readline())["id"], "first")
                kernel.send_signal(signal.SIGTERM)
                source.write(candidate("second", **SILICON) + "\n")
                source.close()
                self.assertEqual(results.read(), "")
            self.assertEqual(kernel.wait(timeout=60), 128 + signal.SIGTERM)


if __name__ == "__main__":
    unittest.main()
