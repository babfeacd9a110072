"""What the papers on threats and requirements name is there: files, tests, and every requirement once."""

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.pure

ROOT = Path(__file__).parents[2]
PAPERS = [
    "docs/asvs.md",
    "docs/threats.md",
    "docs/threats.zh.md",
    "docs/privacy.md",
    "docs/privacy.zh.md",
]
OURS = ("huiying/", "tests/", "docs/", "benchmarks/", "scripts/", "requirements/")
# Sections of levels 1 and 2, as many as the standard has in each chapter (OWASP ASVS 5.0.0).
REQUIREMENTS = {
    1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7, 10: 29, 11: 14, 12: 9, 13: 13, 14: 9,
    15: 13, 16: 16, 17: 7,
}  # fmt: skip


def text(paper: str) -> str:
    return (ROOT / paper).read_text(encoding="utf-8")


@pytest.mark.parametrize("paper", PAPERS)
def test_each_file_that_is_named_is_there(paper: str):
    named = [path for path in re.findall(r"`([^`\s]+)`", text(paper)) if path.startswith(OURS)]
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("paper", PAPERS)
def test_each_link_leads_somewhere(paper: str):
    linked = re.findall(r"\]\(([^)#:]+)\)", text(paper))
    assert [to for to in linked if not (ROOT / paper).parent.joinpath(to).exists()] == []


def each(paper: str) -> list[str]:
    """The numbers of requirements, with those between `V1.2.3 to V1.2.5` and without those of level 3."""
    found = []
    for line in text(paper).splitlines():
        if re.search(r"^\| V[\d., V]+ \(level 3\)", line):
            continue
        cells = line.split("|")[1] if line.startswith("| V") else line if "**" in line else ""
        numbers = re.findall(r"V(\d+)\.(\d+)\.(\d+)(?:\s+to\s+V\d+\.\d+\.(\d+))?", cells)
        for chapter, section, first, last in numbers:
            ends = int(last or first)
            found += [f"V{chapter}.{section}.{n}" for n in range(int(first), ends + 1)]
    return found


def test_each_requirement_is_there_once():
    found = each("docs/asvs.md")
    assert sorted(n for n in set(found) if found.count(n) > 1) == []
    counted = {
        chapter: sum(n.startswith(f"V{chapter}.") for n in found) for chapter in REQUIREMENTS
    }
    assert counted == REQUIREMENTS


def test_what_is_called_met_in_the_hostile_part_names_a_test():
    said = [line for line in text("docs/asvs.md").splitlines() if "tests/hostile/" in line]
    assert len(said) > 30
