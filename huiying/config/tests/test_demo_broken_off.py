"""A demonstration whose making is broken off leaves nothing, and is made again; other data is left alone."""

import random
from datetime import date

import pytest

from huiying.config.commands.demo import make_if_empty
from huiying.config.demo import making, words
from huiying.core.units import queries as units
from huiying.core.units.models import Level
from huiying.core.units.services import open_unit

pytestmark = pytest.mark.django_db


class PowerCutError(RuntimeError):
    """Somebody pulled the plug."""


def _pull_the_plug(line: str) -> None:
    raise PowerCutError(line)


def test_broken_off_in_the_middle_it_leaves_nothing_behind():
    with pytest.raises(PowerCutError):
        making.make_portion(number=0, matters=3, say=_pull_the_plug)
    units.forget_tree()
    assert making.portions_made() == 0


def test_a_database_with_other_data_is_left_as_it_is():
    open_unit(code="X", zh="某局", en="Some bureau", level=Level.CITY, opened_on=date(2020, 1, 1))
    units.forget_tree()
    said: list[str] = []
    make_if_empty(say=said.append, lang="en")
    assert len(units.tree()) == 1
    assert "nothing is added" in said[0]
    units.forget_tree()


def test_the_same_draw_gives_the_same_words():
    assert _twenty() == _twenty()
    assert len(set(_twenty())) > 10


def _twenty() -> list[str]:
    draw = random.Random(making.SEED)
    return [words.complaint(draw, "slow", english=False) for _ in range(20)]
