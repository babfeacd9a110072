"""The schedule in force: the service's own file where there is one, else the example that is shipped."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from huiying.rulepacks import keeping
from huiying.rulepacks.keeping import Schedule, Term


def schedule() -> Schedule:
    """Raises keeping.NoSchedule."""
    return _read(Path(settings.HUIYING_KEEPING) if settings.HUIYING_KEEPING else keeping.OURS)


@lru_cache(maxsize=4)
def _read(path: Path) -> Schedule:
    return keeping.read(path)


def term_of(kind: str) -> Term | None:
    """None: matters of this kind are never erased by the schedule."""
    return schedule().terms.get(kind)
