"""`huiying demo`: a fictional city with two years of complaints, and a clock that can be moved forward."""

import os
from collections.abc import Callable
from typing import Any

import click

from huiying.config import ready
from huiying.config.commands.init import prepare
from huiying.config.commands.language import LANG, speaking
from huiying.core.kinds import N_

Say = Callable[[str], Any]


@click.command()
@click.option(
    "--size",
    type=click.Choice(["small", "city"]),
    default="small",
    show_default=True,
    help="small: what `make run` makes. city: all of it, a few thousand matters, in minutes.",
)
@click.option(
    "--move", type=click.IntRange(1, 3660), help="Move the clock forward by DAYS instead."
)
@LANG
def demo(size: str, move: int | None, lang: str) -> None:
    """Fill an empty database with a fictional city, or go on filling it; or move its clock forward.

    All names, places and events are invented. What was made is never made twice. While a large city is made, let no
    server run on the same SQLite file.
    """
    os.environ["HUIYING_DEMONSTRATION"] = "1"
    if ready.embedded():
        prepare(collect=False, say=click.echo)
    else:
        ready.ensure_secrets()
        ready.start_django()
        ready.require_migrated()
    if move is not None:
        _move(move)
        return
    with speaking(lang):
        _make(city=size == "city", say=click.echo)
        _index(click.echo)


def make_if_empty(*, say: Say, lang: str) -> None:
    """Make the small city in an empty database; a database with anything else in it is left as it is."""
    with speaking(lang):
        _make_if_empty(say)


def _make_if_empty(say: Say) -> None:
    from django.utils.translation import gettext as _

    from huiying.config.demo.making import NotTheDemonstration, portions_made

    try:
        made = portions_made()
    except NotTheDemonstration:
        say(_("The database holds data of another kind: nothing is added to it."))
        return
    if made == 0:
        _make(city=False, say=say)
    else:
        _outside_key(say)
        _tell(say)


def _make(*, city: bool, say: Say) -> None:
    from django.utils.translation import gettext as _

    from huiying.config.demo import making
    from huiying.core import clock
    from huiying.mechanisms.openness.services.refreshing import refresh_now

    try:
        made = making.portions_made()
    except making.NotTheDemonstration:
        raise click.ClickException(
            _(
                "The database holds data of another kind. The demonstration needs an empty one: "
                "set HUIYING_HOME (or DATABASE_URL) to another place."
            )
        ) from None
    wanted = making.CITY_PORTIONS if city else 1
    for number in range(made, wanted):
        part = _("Making a fictional city: part %(part)d of %(parts)d, two years of complaints")
        say(part % {"part": number + 1, "parts": wanted})
        matters = making.PORTION if number else making.SMALL
        making.make_portion(number=number, matters=matters, say=say)
        refresh_now(clock.now())
    _outside_key(say)
    _tell(say)


def _outside_key(say: Say) -> None:
    """In the demonstration whoever tries it is the outside body too, so its private key lies beside the rest."""
    from django.conf import settings
    from django.utils.translation import gettext as _

    from huiying.config import secrets
    from huiying.core.people import boxes

    path = settings.HOME / "outside-key.json"
    if not settings.HUIYING_OUTSIDE_KEY:
        text, public = boxes.new_key_file(name="demo", passphrase="")
        secrets.keep(settings.HOME, path.name, text.rstrip())
        secrets.keep(settings.HOME, secrets.OUTSIDE, public.entry())
        settings.HUIYING_OUTSIDE_KEY = public.entry()
    if path.exists():
        said = _(
            "Key file of the outside body, which alone opens complaints about the leadership: %(path)s"
        )
        say(said % {"path": path})


# How far the matters to try have come.
_STAGES = {
    "reviewed": N_("reviewed by another unit"),
    "answered": N_("answered"),
    "accepted": N_("taken up"),
    "raised-answered": N_("a hazard raised on a visit: answered, to be put right by a day"),
    "case-solved": N_("a burglary: solved, and the bicycle is back"),
    "case-safe-contact": N_("somebody in fear, with a plan for safe contact"),
    "case-many": N_("one of forty who lost money to the same fraud"),
    "case-reconsidered": N_("no case was opened; it was looked at again, and won"),
    "petition-by-letter": N_("a major petition: nobody is to come home, news comes by letter"),
    "petition-settled": N_("a petition long unsettled: a plan, a mediation, and settled"),
    "petition-last-level": N_("a petition refused at the last level, and explained"),
    "petition-together": N_("one of two neighbours who bring a petition together"),
    "petition-in-review": N_("a petition that the level above looks at again"),
    "petition-offer": N_("a petition long unsettled: a hearing is offered and waits for an answer"),
    "petition-late": N_("a petition extended and still late: why, an apology, and the opinion"),
    "petition-directed": N_(
        "a petition that another procedure is meant for: which, where, until when"
    ),
    "petition-not-taken": N_("a petition that is not taken up, and why"),
    "petition-accuses": N_("a petition that accuses somebody: it goes on as a complaint"),
    "petition-outside": N_("a petition that another body answers"),
    "petition-difficult": N_(
        "a difficult petition: a leader answers for it, and the mark is contested"
    ),
    "petition-withdraws": N_("a petitioner who withdraws, and can take it back with one press"),
    "petition-withdrawn": N_("a petition that was withdrawn, and can be taken up again"),
    "petition-reviewed": N_("a petition whose review is decided: one more level can be asked"),
    "petition-hearing": N_("a petition heard at the last level: its time stands still"),
    "petition-final": N_("a petition decided at the last level, to be explained by somebody else"),
}


def _tell(say: Say) -> None:
    """Who can sign in, and codes to look a matter up with."""
    from django.utils.translation import gettext as _

    from huiying.config.demo.making import to_try
    from huiying.config.demo.visitors import PASSWORD, VISITORS

    sign_in = _("Sign in at /account/login/ with the password %(password)s:")
    say("\n" + sign_in % {"password": PASSWORD})
    for username, who, what in VISITORS:
        say(f"  {username:<12} {_(who)}: {_(what)}")
    if tries := to_try():
        say(_("Receipt codes to try at /m/:"))
    for row in tries:
        code = " ".join(row.code[i : i + 4] for i in range(0, len(row.code), 4))
        say(f"  {code}   {_(_STAGES.get(row.stage, row.stage))}")


def _index(say: Say) -> None:
    """What was written can be searched; a running worker would do the same."""
    from django.utils.translation import gettext as _

    from huiying.core import clock
    from huiying.core.search.services import index_waiting

    say(_("Indexing what was written ..."))
    while index_waiting(clock.now(), 200) >= 200:
        pass


def _move(days: int) -> None:
    from datetime import timedelta

    from huiying.config.work import kinds
    from huiying.core import clock
    from huiying.core.work.loop import run_once

    for _ in range(days):
        at = clock.move_forward(timedelta(days=1))
        counts = run_once(at, kinds())
        told = ", ".join(f"{name} {count}" for name, count in counts.items() if count)
        click.echo(f"{at:%Y-%m-%d}  {told or 'nothing was due'}")
