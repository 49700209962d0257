"""The tutorial model as a container and as a function: the same answers from both."""

import json
import sys
import unittest

from kernel_runner import KERNELS, candidate, run

sys.path.insert(0, str(KERNELS / "tutorial"))

from handler import lambda_handler  # noqa: E402

KERNEL = "tutorial"


def invoke(material_properties):
    answer = lambda_handler({"material_properties": material_properties}, None)
    return answer["statusCode"], json.loads(answer["body"])


class Container(unittest.TestCase):
    def test_conductivity_falls_by_a_tenth_and_hardness_rises_by_a_tenth(self):
        outcome = run(KERNEL, [candidate("a", thermal_conductivity=200, hardness="10")])
        self.assertEqual(outcome.exit_code, 0)
        properties = outcome.results[0]["properties"]
        self.assertAlmostEqual(properties["simulated_thermal_conductivity"], 180.0)
        self.assertAlmostEqual(properties["simulated_hardness"], 11.0)

    def test_an_input_of_no_lines_gives_no_output(self):
        outcome = run(KERNEL, [])
        self.assertEqual((outcome.exit_code, outcome.lines), (0, []))

    def test_a_broken_candidate_is_its_own_error_and_the_rest_goes_on(self):
        outcome = run(KERNEL, [
            candidate("missing", hardness=1),
            candidate("text", thermal_conductivity="high", hardness=1),
            candidate("endless", thermal_conductivity="1e999", hardness=1),
            candidate("list", thermal_conductivity=[1], hardness=1),
            candidate("good", thermal_conductivity=1, hardness=1),
        ])
        errors = {result["id"]: result["error"] for result in outcome.results if "error" in result}
        self.assertEqual(errors, {
            "missing": {"reason": "MissingInput", "message": "thermal_conductivity is missing"},
            "text": {"reason": "InvalidInput", "message": "thermal_conductivity is not a number: 'high'"},
            "endless": {"reason": "InvalidInput", "message": "thermal_conductivity is not a finite number"},
            "list": {"reason": "InvalidInput", "message": "thermal_conductivity is not a number"},
        })
        self.assertEqual(outcome.results[-1]["id"], "good")


class Function(unittest.TestCase):
    def test_the_answer_has_the_api_gateway_shape(self):
        self.assertEqual(
            lambda_handler({"material_properties": {"thermal_conductivity": 0, "hardness": 0}}, None),
            {"statusCode": 200, "body": '{"simulated_thermal_conductivity": 0.0, "simulated_hardness": 0.0}'})

    def test_container_and_function_agree_to_the_last_digit(self):
        materials = [{"thermal_conductivity": 0.1 * n, "hardness": 1.7 * n} for n in range(50)]
        outcome = run(KERNEL, [candidate(str(n), **material) for n, material in enumerate(materials)])
        self.assertEqual([result["properties"] for result in outcome.results], [invoke(material)[1] for material in materials])

    def test_missing_and_text_properties_are_errors(self):
        self.assertEqual(invoke({"hardness": 1})[0], 400)
        self.assertEqual(invoke({"thermal_conductivity": "high", "hardness": 1}), (
            400, {"error": {"reason": "InvalidInput", "message": "thermal_conductivity is not a number: 'high'"}}))

    def test_an_event_of_another_shape_is_an_error(self):
        for event in ({}, [], None, {"material_properties": None}, {"material_properties": "diamond"}):
            with self.subTest(event=event):
                answer = lambda_handler(event, None)
                self.assertEqual(answer["statusCode"], 400)
                self.assertEqual(json.loads(answer["body"])["error"]["reason"], "InvalidInput")


if __name__ == "__main__":
    unittest.main()
