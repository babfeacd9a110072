"""Facts about the whole that no linter sees."""

import ast
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from huiying.core.ledger import triggers

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "huiying"
LONGEST_FILE = 400
LONGEST_TEMPLATE = 150
# Each with a reason; a new entry is a decision.
HEAVY = {"numpy", "scipy", "statsmodels", "pandas", "weasyprint", "duckdb", "holidays",
         "chinese_calendar", "matplotlib"}  # fmt: skip
# What only a request under /api/ needs, and what only a page needs.
API = {"ninja", "pydantic", "huiying.mechanisms.complaints.api", "huiying.mechanisms.cases.api"}
PAGES = {"huiying.config.urls", "huiying.pages.urls", "allauth.account.views"}
VAGUE = {"utils", "helpers", "common", "misc", "managers", "signals"}


def _tracked(*patterns: str) -> list[Path]:
    """What is committed or would be: never what a tool or an editor left."""
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        pytest.skip("not a checkout")
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def _relative(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


# --- files -----------------------------------------------------------------------------------


def test_no_file_is_longer_than_one_can_hold_in_mind():
    long = [path for path in _tracked("*.py") if _lines(path) > LONGEST_FILE]
    assert _relative(long) == []


def test_no_template_is_longer_than_a_page():
    long = [path for path in _tracked("huiying/**/*.html") if _lines(path) > LONGEST_TEMPLATE]
    assert _relative(long) == []


def test_every_package_file_is_empty():
    full = [path for path in _tracked("*/__init__.py") if path.read_text(encoding="utf-8").strip()]
    assert _relative(full) == []


def test_no_module_has_a_name_that_says_nothing():
    vague = [path for path in _tracked("huiying/*.py") if VAGUE & set(path.with_suffix("").parts)]
    assert _relative(vague) == []


def test_every_module_says_what_it_is_for():
    silent = [
        path
        for path in _tracked("huiying/*.py")
        if path.name != "__init__.py"
        and "migrations" not in path.parts
        and ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) is None
    ]
    assert _relative(silent) == []


def test_nothing_committed_names_a_package_index_or_a_machine():
    here = re.compile(rf"(?<![\w.-]){re.escape(str(ROOT.parent))}/")
    index = re.compile(
        r"""(index-url|"resolved":\s*"https?:|registry\s*=\s*"?https?:|--find-links)"""
    )
    this = Path(__file__)
    named = []
    for path in _tracked():
        if path == this or path.suffix in {".png", ".jpg", ".ico", ".woff2", ".xlsx", ".pdf"}:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        if index.search(text) or here.search(text):
            named.append(path)
    assert _relative(named) == []


def test_every_requirement_is_held_to_its_hashes():
    for name in ("base", "pdf", "dev"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text()
        wanted = re.findall(r"^[a-z0-9][\w.\-\[\]]*==\S+ *(\\?)$", text, re.M)
        assert wanted, name
        assert all(wanted), f"requirements/{name}.txt has a line without hashes"


# --- imports ---------------------------------------------------------------------------------


def _loaded(program: str, watched: set[str]) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{program}\nimport sys\nprint(*sorted({watched!r} & set(sys.modules)))"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


WEB = "import django; django.setup()\nfrom huiying.config import wsgi\n"
WORKER = "import django; django.setup()\nfrom huiying.config import work\nwork.kinds()\n"
HOME_PAGE = "from django.urls import reverse\nreverse('tell_start')\n"
API_PAGE = "from django.urls import resolve\nresolve('/api/v1/openapi.json')\n"


def test_web_and_worker_load_no_heavy_library():
    assert _loaded(WEB + WORKER + HOME_PAGE, HEAVY) == []


def test_the_api_is_loaded_when_its_first_request_comes():
    assert _loaded(WEB + WORKER + HOME_PAGE, API) == []
    assert _loaded(WEB + API_PAGE, API) == sorted(API)


def test_the_worker_loads_no_page():
    assert _loaded(WORKER, API | PAGES) == []
    assert _loaded(WEB + HOME_PAGE, PAGES) == sorted(PAGES)


def test_only_the_clock_reads_the_clock():
    reading = re.compile(r"(timezone\.now\(|datetime\.now\(|date\.today\(|utcnow\(|time\.time\()")
    readers = [
        path
        for path in _tracked("huiying/*.py")
        if "tests" not in path.parts and reading.search(path.read_text(encoding="utf-8"))
    ]
    assert _relative(readers) == ["huiying/core/clock.py"]


def test_no_signals_connect_what_flows_should():
    pattern = re.compile(r"(@receiver\(|\.connect\(.*(sender|_save|_delete)|post_save|pre_save)")
    listening = [
        path
        for path in _tracked("huiying/*.py")
        if pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert _relative(listening) == []


# --- database --------------------------------------------------------------------------------


@pytest.mark.django_db
def test_models_and_migrations_agree():
    out = StringIO()
    call_command("makemigrations", check_changes=True, dry_run=True, stdout=out, verbosity=1)
    assert "No changes detected" in out.getvalue()


@pytest.mark.django_db
def test_append_only_tables_are_guarded():
    assert triggers.missing() == []


# --- mechanisms stay apart -------------------------------------------------------------------


def _mechanisms() -> list[str]:
    return sorted(path.name for path in (PACKAGE / "mechanisms").iterdir() if path.is_dir()
                  and not path.name.startswith("_"))  # fmt: skip


def test_no_template_includes_another_mechanisms_template():
    crossing = []
    for name in _mechanisms():
        others = [other for other in _mechanisms() if other != name]
        pattern = re.compile(rf"""{{%\s*(include|extends)\s+["']({"|".join(others) or "-"})/""")
        for path in _tracked(f"huiying/mechanisms/{name}/templates/*.html"):
            if pattern.search(path.read_text(encoding="utf-8")):
                crossing.append(path)
    assert _relative(crossing) == []


def test_no_mechanism_names_anothers_tables():
    """A foreign key or a join by string is an import that the linter cannot see."""
    crossing = []
    for name in _mechanisms():
        others = "|".join(other for other in _mechanisms() if other != name)
        pattern = re.compile(rf"""["'](?:{others})\.[A-Z]\w+["']""")
        for path in _tracked(f"huiying/mechanisms/{name}/*.py"):
            if pattern.search(path.read_text(encoding="utf-8")):
                crossing.append(path)
    assert _relative(crossing) == []


def test_pages_hold_no_inline_style_or_script():
    inline = re.compile(r"""(\sstyle=|\son[a-z]+=["']|<style|<script(?![^>]*\ssrc=)[^>]*>)""")
    held = [
        path
        for path in _tracked("huiying/**/*.html")
        if inline.search(path.read_text(encoding="utf-8"))
    ]
    assert _relative(held) == []
