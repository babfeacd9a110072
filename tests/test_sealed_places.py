"""Whatever is sealed is on the one list that rotation works on, and what is on the list is there."""

import ast
from pathlib import Path

from django.apps import apps
from django.db import models

from huiying.config.sealed_places import NOT_SEALED, PLACES, SEALING_MODULES
from huiying.core.people.rotating import Column

ROOT = Path(__file__).resolve().parent.parent


def _columns_of_bytes() -> set[str]:
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.BinaryField)
    }


def _sealed_columns() -> set[str]:
    return {f"{place.model}.{place.column}" for place in PLACES if isinstance(place, Column)}


def test_each_column_of_bytes_is_rotated_or_says_why_it_need_not_be():
    assert _sealed_columns() & set(NOT_SEALED) == set()
    assert _columns_of_bytes() == _sealed_columns() | set(NOT_SEALED)
    assert all(NOT_SEALED.values())


def test_no_place_is_on_the_list_twice():
    names = [place.name for place in PLACES]
    assert sorted(names) == sorted(set(names))


def _seals(path: Path) -> bool:
    """Whether a module calls `sealing.seal`, by whatever name it was imported."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name in {"seal", "seal_reason"} and path.name != "sealing.py":
                return True
    return False


def test_nothing_seals_that_was_not_looked_at_for_rotation():
    found = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "huiying").rglob("*.py")
        if not {"tests", "migrations"} & set(path.parts) and _seals(path)
    }
    assert found == set(SEALING_MODULES)
