"""The documents against the code: links lead somewhere, and what users meet is explained."""

import re
import subprocess
import unittest
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CONSTANT = re.compile(r'public const string \w+ = "(\w+)";')
FIELD = re.compile(r'JsonPropertyName\("(\w+)"\)')

# Reasons of states in which there is nothing to mend.
QUIET = {
    "Planning", "Dispatching", "Running", "Rescoring", "Finishing", "BatchesEnding", "Suspended", "NotSuspended", "AsExpected", "Completed",
}


def text_of(path):
    return (REPOSITORY / path).read_text(encoding="utf-8")


def markdown():
    listed = subprocess.run(["git", "ls-files", "*.md"], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    return [Path(line) for line in listed.stdout.splitlines()]


def anchors(text):
    """The anchors that headings give, as GitHub makes them."""
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    }


class Links(unittest.TestCase):
    def test_every_link_into_the_repository_leads_somewhere(self):
        for page in markdown():
            for target in LINK.findall(text_of(page)):
                if re.match(r"[a-z]+:", target):
                    continue
                with self.subTest(page=str(page), target=target):
                    path, _, anchor = target.partition("#")
                    file = (REPOSITORY / page).parent / path if path else REPOSITORY / page
                    self.assertTrue(file.exists())
                    if anchor:
                        self.assertIn(anchor, anchors(file.read_text(encoding="utf-8")))


class Explained(unittest.TestCase):
    def check_all_in(self, page, names, source):
        text = text_of(page)
        self.assertTrue(names, f"{source} has no names to check")
        for name in sorted(names):
            with self.subTest(name=name, source=source):
                self.assertTrue(f"`{name}`" in text, f"{page} does not explain {name}")

    def test_every_reason_that_asks_for_action_is_in_troubleshooting(self):
        screening = "operator/MaterialsSim.Screening/"
        for source in ("operator/MaterialsSim.Api/Reasons.cs", screening + "Datasets/DatasetReason.cs",
                       screening + "Summaries/FailureReason.cs", screening + "Results/KernelOutputException.cs"):
            self.check_all_in("docs/troubleshooting.md", set(CONSTANT.findall(text_of(source))) - QUIET, source)

    def test_every_field_of_a_campaign_is_described(self):
        for kind in ("SimulationCampaign", "Candidates", "Filter", "Kernel", "Objective", "Constraint", "Execution", "FailurePolicy"):
            source = f"operator/MaterialsSim.Api/Spec/{kind}Spec.cs"
            self.check_all_in("docs/campaigns.md", set(FIELD.findall(text_of(source))), source)

    def test_every_field_that_is_not_served_yet_is_in_limits(self):
        preflight = "operator/MaterialsSim.Campaigns/Preflight/"
        paths = dict(re.findall(r'const string (\w+) = "spec\.([\w.]+)";', text_of(preflight + "Paths.cs")))
        fields = {paths[name] for name in re.findall(r"Paths\.(\w+)", text_of(preflight + "ServedChecks.cs"))}
        text = text_of("docs/limits.md")
        self.assertTrue(fields)
        for field in sorted(fields):
            with self.subTest(field=field):
                self.assertTrue(f"`{field}" in text, f"docs/limits.md does not list {field}")

    def test_every_option_of_the_operator_is_described(self):
        source = "operator/MaterialsSim.Operator/Options/OperatorOptions.cs"
        names = re.findall(r"public \S+ (\w+) \{ get; set; \}", text_of(source))
        self.check_all_in("docs/operator.md", {name[0].lower() + name[1:] for name in names}, source)

    def test_every_file_of_a_report_is_described(self):
        source = "operator/MaterialsSim.Campaigns/Reporting/ReportFiles.cs"
        self.check_all_in("docs/campaigns.md", set(re.findall(r'= "([\w.]+)";', text_of(source))), source)

    def test_every_variable_of_the_kernel_contract_is_described(self):
        source = "operator/MaterialsSim.Screening/Contracts/KernelContract.cs"
        self.check_all_in("docs/kernels.md", set(CONSTANT.findall(text_of(source))), source)


if __name__ == "__main__":
    unittest.main()
