"""Files as people have them: any encoding, any separator, a few faults."""

import csv
import gzip
import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from huiying.core.registers import tables
from huiying.core.registers.encodings import CannotRead
from huiying.core.registers.sentences import Lost, Refused
from huiying.core.registers.tables import Row, open_table

CHINESE = "编号,单位,经过\r\n1,城北派出所,民警态度粗暴\r\n2,城南派出所,等了两个小时\r\n"


@pytest.fixture
def table(tmp_path):
    def opening(content: bytes | str, **asked):
        path = tmp_path / "register.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return open_table(path, **asked)

    return opening


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "utf-8-sig"), ("gbk", "GB 18030"), ("gb18030", "GB 18030"),
     ("utf-16", "utf-16")],
)  # fmt: skip
def test_chinese_is_read_in_any_of_its_encodings_and_said_which(table, encoding, said):
    found = table(CHINESE.encode(encoding))
    rows = [row for row in found.rows() if isinstance(row, Row)]
    assert found.header == ("编号", "单位", "经过")
    assert rows[0] == Row(
        number=2, cells={"编号": "1", "单位": "城北派出所", "经过": "民警态度粗暴"}
    )
    assert said in str(found.assumed[0])


def test_characters_beyond_gbk_are_read(table):
    assert table("姓,地\n𠮷,㐂".encode("gb18030")).rows().__next__().cells == {
        "姓": "𠮷",
        "地": "㐂",
    }


def test_a_fault_late_in_the_file_counts_for_all_of_it(table):
    late = (
        ("编号,经过\n" + "1,态度粗暴\n" * 200_000).encode("gbk") + "2,态度".encode() + b"\xff\xff\n"
    )
    with pytest.raises(CannotRead, match="line 200002 has bytes"):
        table(late)


def test_western_text_is_not_taken_for_chinese(table):
    text = "name,téléphone\n" + "Lefèvre Hélène,très élevé\n".replace("é\n", "\n") * 20
    with pytest.raises(CannotRead, match="makes no sense"):
        table(text.encode("windows-1252"))
    rows = list(table(text.encode("windows-1252"), encoding="windows-1252").rows())
    assert rows[0].cells["name"] == "Lefèvre Hélène"


def test_an_encoding_that_the_map_says_and_the_file_is_not_is_refused(table):
    content = CHINESE.replace("编号,单位,经过", "no,unit,what").encode("gbk")
    with pytest.raises(CannotRead, match="not utf-8: line 2"):
        table(content, encoding="utf-8")


@pytest.mark.parametrize(("sign", "name"), [(",", ","), (";", ";"), ("\t", "Tab"), ("|", "|")])
def test_the_separator_is_found_out_and_said(table, sign, name):
    found = table(f"a{sign}b{sign}c\n1{sign}x, y{sign}3\n")
    if sign == ",":
        found = table("a,b,c\n1,x; y,3\n")
    assert found.header == ("a", "b", "c")
    assert found.delimiter == sign
    assert f'"{name}"' in str(found.assumed[1])


def test_quotes_line_breaks_blank_rows_and_row_numbers_are_those_of_a_spreadsheet(table):
    rows = list(table('a,b\r\n"one\r\ntwo",2\r\n\r\n,\r\nx,y\r\n').rows())
    assert [(row.number, row.cells["a"]) for row in rows] == [(2, "one\r\ntwo"), (5, "x")]


def test_ragged_rows_are_reported_and_the_others_read(table):
    rows = list(table("a,b\n1\n1,2,3\n1,2,\n1,2\n").rows())
    refused = [row for row in rows if isinstance(row, Refused)]
    assert [(r.row, r.value, r.lost) for r in refused] == [(2, "", Lost.ROW), (3, "3", Lost.ROW)]
    assert "3 cells" in str(refused[1].reason)
    assert [row.number for row in rows if isinstance(row, Row)] == [4, 5]


def test_a_quotation_mark_that_is_never_closed_is_named_by_its_line(table, monkeypatch):
    monkeypatch.setattr(tables, "_MOST_CELL", 100)
    found = table('a,b\n1,2\n"3,4\n' + "5,6\n" * 100)
    with pytest.raises(CannotRead, match="line 3"):
        list(found.rows())


@pytest.mark.parametrize(
    ("content", "said"),
    [("", "no header"), ("a,,c\n1,2,3", "Column 2"), ("a,b,a\n1,2,3", "Two columns"),
     (b"\xd0\xcf\x11\xe0 old", "xlsx"), (b"PK\x03\x04 broken", "damaged")],
)  # fmt: skip
def test_a_file_that_is_no_table_gets_a_sentence(table, content, said):
    with pytest.raises(CannotRead, match=said):
        table(content)


def test_a_packed_file_is_read_and_a_bomb_is_not(table, monkeypatch):
    assert next(table(gzip.compress(CHINESE.encode())).rows()).cells["编号"] == "1"
    monkeypatch.setattr(tables, "MOST_BYTES", 1000)
    with pytest.raises(CannotRead, match="larger"):
        table(gzip.compress(b"a,b\n" + b"0,0\n" * 1000))


# --- workbooks -------------------------------------------------------------------------------------


@pytest.fixture
def workbook(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "投诉"
    sheet.append(["No", "In", "At", "n", "空"])
    sheet.append([7, date(2020, 1, 2), datetime(2020, 1, 2, 9, 30), 3.0, None])
    sheet.append([])
    sheet.append(["=1+1", "2020-01-03", None, 3.5])
    book.create_sheet("other").append(["x"])
    path = tmp_path / "register.xlsx"
    book.save(path)
    return path


def test_a_workbook_gives_the_same_rows_as_a_csv(workbook):
    found = open_table(workbook)
    rows = list(found.rows())
    assert "投诉" in str(found.assumed[0])
    assert rows[0].cells == {
        "No": "7",
        "In": "2020-01-02",
        "At": "2020-01-02 09:30:00",
        "n": "3",
        "空": "",
    }
    assert (rows[1].number, rows[1].cells["In"], rows[1].cells["n"]) == (4, "2020-01-03", "3.5")


def test_a_sheet_is_chosen_by_name(workbook):
    assert open_table(workbook, sheet="other").header == ("x",)
    with pytest.raises(CannotRead, match="投诉, other"):
        open_table(workbook, sheet="missing")


def test_a_workbook_that_unfolds_too_far_is_refused_before_it_is_unfolded(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "MOST_BYTES", 1000)
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 100_000)
    with pytest.raises(CannotRead, match="larger"):
        open_table(path)


def test_any_zip_is_not_a_workbook(tmp_path):
    path = tmp_path / "other.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("readme.txt", "hello")
    with pytest.raises(CannotRead, match="not a workbook"):
        open_table(path)


def test_a_table_can_be_read_twice(table):
    found = table(CHINESE)
    assert list(found.rows()) == list(found.rows())
    assert len(list(csv.reader(io.StringIO(CHINESE)))) == 3
