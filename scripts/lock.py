"""Recompile the hashed requirement files: one resolution, base within pdf within dev."""

import subprocess
import sys
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
SETS = {"base": [], "pdf": ["--extra", "pdf"], "dev": ["--extra", "pdf", "--extra", "dev"]}
COMMON = ["--generate-hashes", "--no-header", "--no-annotate", "--python-version", "3.11"]


@click.command(help=__doc__)
@click.option("--upgrade", is_flag=True, help="Take newer versions where pyproject.toml lets them.")
def lock(upgrade: bool) -> None:
    """Each set is held to the one before it, so that what is tested is what runs."""
    command = [str(Path(sys.executable).with_name("uv")), "pip", "compile", "-q", "pyproject.toml"]
    held: list[str] = []
    for name, extras in SETS.items():
        target = f"requirements/{name}.txt"
        options = [*COMMON, *extras, *held, "-o", target, *(["--upgrade"] if upgrade else [])]
        subprocess.run([*command, *options], cwd=ROOT, check=True)
        held = ["-c", target]
        click.echo(f"{target}: {(ROOT / target).read_text().count('==')} packages")


if __name__ == "__main__":
    lock()
