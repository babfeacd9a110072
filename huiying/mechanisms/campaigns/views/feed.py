"""What is announced of visits, for a feed reader: nobody leaves an address, and nobody is known to follow."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from huiying.core.kinds import Line
from huiying.core.units import queries as units
from huiying.core.units.queries import UnitRow
from huiying.core.web.guards import public_page
from huiying.mechanisms.campaigns import queries
from huiying.mechanisms.campaigns.forms_plan import days_words
from huiying.mechanisms.campaigns.queries import PublicCampaign
from huiying.mechanisms.campaigns.standing import Area
from huiying.mechanisms.campaigns.views.plan_rows import places_words

# A feed tells what is new; what is older stands on the pages.
MOST = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class News:
    at: datetime
    ref: str
    id: str
    title: str
    text: str


@public_page
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Plans, announcements and results, the newest first; with `?unit=CODE` those that come to that unit's places."""
    place = _place(str(request.GET.get("unit", "")))
    made = Atom1Feed(
        title=gettext("Visits to you") + (f" · {place.name}" if place else ""),
        link=request.build_absolute_uri(reverse("campaigns_public")),
        description=None,
        language=get_language() or settings.LANGUAGE_CODE,
        feed_url=request.build_absolute_uri(),
        feed_guid=request.build_absolute_uri(),
    )
    for news in _news(place)[:MOST]:
        link = request.build_absolute_uri(reverse("campaign_public", args=[news.ref]))
        made.add_item(
            title=news.title,
            link=link,
            description=news.text,
            unique_id=f"{link}#{news.id}",
            updateddate=news.at,
        )
    return HttpResponse(made.writeString("utf-8"), content_type=made.content_type)


def _place(code: str) -> UnitRow | None:
    """Raises Http404 for a unit that there is not: a reader that follows nothing should say so."""
    if not code:
        return None
    row = units.unit_by_code(code)
    if row is None:
        raise Http404
    return row


def _news(place: UnitRow | None) -> list[News]:
    within = set(units.branch(place.id)) if place else None
    found = [
        news
        for row in queries.public_campaigns()
        for news in _of_campaign(queries.public_campaign(row.ref), within)
    ]
    return sorted(found, key=lambda news: news.at, reverse=True)


def _of_campaign(one: PublicCampaign, within: set[int] | None) -> Iterator[News]:
    stand = one.standing
    areas = [a for a in stand.areas if within is None or a.unit in within]
    if within is not None and not areas:
        return
    title = one.words(stand.plan, "title") or gettext("Visiting campaign")
    days = days_words(stand.begins, stand.ends)

    def news(line: Line, what: str, text: str) -> News:
        return News(
            at=line.recorded_at, ref=one.ref, id=line.id.hex, title=f"{what}: {title}", text=text
        )

    if stand.published:
        text = f"{days}\n{one.words(stand.plan, 'purpose')}"
        yield news(stand.published, gettext("Plan published"), text)
    for area in areas:
        if area.announced:
            yield news(area.announced, gettext("Announced"), _area_words(one, area))
    if stand.results:
        yield news(stand.results, gettext("Results published"), one.words(stand.results, "heard"))
    if stand.called_off:
        reason = one.words(stand.called_off, "reason")
        yield news(stand.called_off, gettext("Called off"), reason)


def _area_words(one: PublicCampaign, area: Area) -> str:
    parts = (
        one.words(area.line, "area"),
        units.unit(area.unit).name,
        places_words(area),
        days_words(area.first, area.last),
    )
    return " · ".join(part for part in parts if part)
