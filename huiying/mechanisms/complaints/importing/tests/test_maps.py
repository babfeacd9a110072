"""A map with mistakes says all of them, each by its key and with what to write."""

from pathlib import Path

import pytest

from huiying.core.registers.maps import WrongMap, validate
from huiying.mechanisms.complaints.importing.reading import read_map
from huiying.mechanisms.complaints.importing.tests.conftest import HEADER, MAP

EXAMPLES = Path(__file__).parents[5] / "docs" / "examples"


def mistakes(text: str) -> dict[str, str]:
    with pytest.raises(WrongMap) as wrong:
        read_map(text)
    return {finding.key: str(finding.sentence) for finding in wrong.value.findings}


@pytest.mark.parametrize(
    ("right", "written", "key", "said"),
    [
        ('key = "No"', "", "key", 'key = "Case no."'),
        ("several_rows = true", 'several_rows = "yes"', "several_rows", "several_rows = true or"),
        ("from = 2015-01-01", 'from = "2015"', "plausible.from", "from = 2019-12-31"),
        ('precision = "instant"', 'precision = "hour"', "target.precision", 'precision = "day"'),
        ('zone = "Asia/Shanghai"', 'zone = "Mars/Base"', "received.zone", "No such time zone"),
        ('formats = ["%Y-%m-%d"]', 'formats = "%Y"', "received.formats", 'formats = ["…", "…"]'),
        ('walk-in = ["来访"]', 'pigeon = ["来访"]', "channel.fold.pigeon", "walk-in"),
        ('attitude = ["Rude"]', 'manners = ["Rude"]', "category.fold.manners", "attitude"),
        ('upheld = ["Yes"]', 'true = ["Yes"]', "finding.fold.true", "not-upheld"),
        ('unfounded = ["No"]', 'unfounded = ["YES"]', "finding.fold.unfounded", "two places"),
        ('unknown = ["?"]', 'unknown = ["tel"]', "channel.fold.telephone", "two places"),
        ('why = "not needed", ', "", "ignore.Age.why", "why ="),
        ("between = [0, 110]", 'between = "0-110"', "ignore.Age.between", "between = [0, 110]"),
        ("[received]", "[recieved]", "recieved", "Known here"),
        ('source = "old"', 'source = "old"\n[file]\ndelimiter = ":"\n[x]', "file.delimiter", '";"'),
        (
            'source = "old"',
            'source = "old"\n[file]\nencoding = "gbk2"\n[x]',
            "file.encoding",
            "gb18030",
        ),
        ('name = "An', "name = An", "", "not TOML"),
    ],
)
def test_a_mistake_is_named_by_its_key_with_what_to_write(right, written, key, said):
    assert right in MAP
    assert said in mistakes(MAP.replace(right, written, 1))[key]


def test_all_mistakes_are_told_at_once():
    wrong = (
        MAP.replace('key = "No"', "").replace('precision = "instant"', "").replace('"来访"', "3")
    )
    assert set(mistakes(wrong)) == {"key", "target.precision", "channel.fold.walk-in"}


def test_only_units_may_be_kept_as_they_stand():
    wrong = MAP.replace('unknown = ["?"]', 'unlisted = "keep"')
    assert "units" in mistakes(wrong)["channel.unlisted"]


def test_a_map_and_a_header_that_fit_have_no_findings(layout):
    assert validate(layout, tuple(HEADER.split(","))) == []


def test_what_does_not_fit_is_told_at_once(layout):
    found = {
        f.key: str(f.sentence)
        for f in validate(layout, ("No", "in", *HEADER.split(",")[2:], "Race"))
    }
    assert found["received.column"] == "The file has no column In. Did you mean in?"
    assert '"Race" = "why it is not needed"' in " ".join(found.values())


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.toml")), ids=lambda path: path.stem)
def test_the_maps_in_the_examples_are_right(path):
    made = read_map(path.read_text(encoding="utf-8"))
    assert validate(made, tuple(dict.fromkeys(column for _, column in made.columns()))) == []
