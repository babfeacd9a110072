"""`huiying import` says in the reader's language what it took, and why it did not take the rest."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from huiying.config.commands.importing import importing

pytestmark = pytest.mark.django_db
MAP = """\
name = "旧登记簿"
source = "old-register"
key = "编号"
[received]
column = "收到"
formats = ["%Y-%m-%d"]
precision = "day"
zone = "Asia/Shanghai"
[channel]
column = "渠道"
[channel.fold]
telephone = ["电话"]
[plausible]
from = 2015-01-01
until = 2021-01-01
"""
ROWS = "编号,收到,渠道\n1,2019-03-02,电话\n2,1900-01-01,电话\n3,2019-04-31,电话\n"


@pytest.fixture
def bring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Run the command on a file with these bytes."""
    layout = tmp_path / "map.toml"
    layout.write_text(MAP, "utf-8")

    def run(raw: bytes, *options: str) -> Result:
        file = tmp_path / "旧.csv"
        file.write_bytes(raw)
        asked = ["complaints", str(file), "--map", str(layout), *options]
        return CliRunner().invoke(importing, asked)

    run.report = tmp_path / "旧.csv.not-taken.csv"  # type: ignore[attr-defined]
    return run


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "gb18030"])
def test_a_chinese_register_is_read_reported_and_counted_in_chinese(bring, encoding):
    result = bring(ROWS.encode(encoding), "--lang", "zh")
    assert result.exit_code == 1, result.output
    assert "1  件这次导入" in result.output
    assert "收到: 日期不在对照表规定的合理范围（… 至 …）之内。" in result.output
    assert "1900-01-01" in bring.report.read_text("utf-8-sig")


def test_what_is_not_taken_is_said_in_english_without_marks_of_the_code(bring):
    result = bring(ROWS.encode(), "--lang", "en", "--dry-run")
    assert "The date lies outside … to …, which the map calls plausible." in result.output
    assert "%(" not in result.output
    assert "Nothing was written (--dry-run)." in result.output


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "没有标题行"),
        (bytes(range(128, 256)) * 9, "不是 UTF-8"),
        (b"a;b\n1;2\n", "文件没有“编号”这一列"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_in_chinese(bring, raw, said):
    result = bring(raw, "--lang", "zh")
    assert result.exit_code == 2
    assert said in result.output
