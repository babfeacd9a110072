"""One of the people of a case in few words: what has to be heeded, for the desk; what they wished, for themselves."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext

from huiying.core.web import dates, rows
from huiying.core.web.panels import Section
from huiying.mechanisms.cases import choices
from huiying.mechanisms.cases.standing import Member, Standing


def about(member: Member, called: dict[str, str]) -> str:
    """What has to be heeded with this person, in few words; never a name."""
    said: list[str] = []
    if not member.confirmed:
        said.append(gettext("waits for the victim's word; hears nothing"))
    if member.safe:
        said.append(gettext("has a plan for safe contact"))
    if member.enhanced or member.vulnerable:
        said.append(gettext("shorter times apply"))
    if member.weeks:
        said.append(
            gettext("wants to hear from us every %(weeks)s weeks") % {"weeks": member.weeks}
        )
    if member.interpreter:
        said.append(gettext("needs an interpreter"))
    if member.eighteen_on:
        day = dates.day(date.fromisoformat(member.eighteen_on))
        said.append(gettext("of age on %(day)s") % {"day": day})
    if member.rights_with:
        other = called.get(member.rights_with)
        said.append(
            gettext("%(who)s acts instead") % {"who": other}
            if other
            else gettext("nobody acts for them yet")
        )
    return gettext("; ").join(said) or gettext("nothing special")


def numbered(standing: Standing) -> Iterator[Section]:
    """The number by which others ask for the case too: an insurer, a court, a victim service."""
    if standing.number:
        yield Section(
            id="number",
            title=gettext("Number of your case"),
            icon="book",
            lines=(standing.number,),
        )


def wish(member: Member) -> Iterator[rows.Fact]:
    """It binds us, and they can change it at any time."""
    topics = [
        gettext(text) for code, text in choices.TOPICS.items() if code in (member.topics or ())
    ]
    often = gettext("as it comes")
    if member.weeks:
        often = gettext("every %(weeks)s weeks") % {"weeks": member.weeks}
    yield rows.Fact(label=gettext("How often"), value=often)
    yield rows.Fact(
        label=gettext("About"),
        value=gettext(", ").join(topics)
        or gettext("decisions with a remedy alone; the rest is on this page"),
    )
