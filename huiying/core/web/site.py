"""What stands around every page: the service's names and numbers, menus, the switch of language, who is signed in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, gettext, to_locale

from huiying.core.duties.planning import kinds_in_force
from huiying.core.kinds import N_, SeatRole
from huiying.core.units import queries as units
from huiying.core.web import visitor

_OWN_NAMES = {"zh-hans": "简体中文", "zh-hant": "繁體中文", "en": "English"}

# In the menus: whoever sits in a body outside, in whatever role.
OUTSIDE = "outside"

ROLE_NAMES = {
    SeatRole.DESK: N_("Officer"),
    SeatRole.COMPLAINTS: N_("Complaints officer"),
    SeatRole.CASES: N_("Case officer"),
    SeatRole.LEGAL: N_("Legal officer"),
    SeatRole.HEAD: N_("Head of unit"),
    SeatRole.SUPERVISOR: N_("Supervisor"),
    SeatRole.OVERSIGHT: N_("Oversight"),
    SeatRole.RESPONSE: N_("Response centre"),
    SeatRole.ADMIN: N_("Administrator"),
}


@dataclass(frozen=True, kw_only=True)
class Site:
    service: str
    emergency: str
    emergency_text: str
    hotline: str
    exit_url: str
    html_language: str
    home: str
    demonstration: bool


@dataclass(frozen=True, kw_only=True)
class MenuItem:
    label: str
    url: str
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class MenuGroup:
    title: str
    items: list[MenuItem] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class LanguageLink:
    html: str
    name: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Badge:
    name: str
    role: str
    unit: str


def site() -> Site:
    language = get_language() or settings.LANGUAGE_CODE
    names = settings.HUIYING_SERVICE
    return Site(
        service=names["en"] if language.startswith("en") else names["zh"],
        emergency=settings.HUIYING_EMERGENCY,
        emergency_text=settings.HUIYING_EMERGENCY_TEXT,
        hotline=settings.HUIYING_HOTLINE,
        exit_url=settings.HUIYING_EXIT_URL,
        html_language=html_code(language),
        home=in_language("/", language),
        demonstration=settings.DEMONSTRATION,
    )


def html_code(language: str) -> str:
    """zh-hans as BCP 47 has it: zh-Hans."""
    return to_locale(language).replace("_", "-")


def in_language(path: str, language: str) -> str:
    """The same page in another language: the default has no prefix, the others have theirs."""
    codes = [code for code, _name in settings.LANGUAGES]
    head, _slash, rest = path.lstrip("/").partition("/")
    bare = rest if head in codes else path.lstrip("/")
    return f"/{bare}" if language == settings.LANGUAGE_CODE else f"/{language}/{bare}"


def languages(request: HttpRequest) -> list[LanguageLink]:
    current = get_language() or settings.LANGUAGE_CODE
    # After a failed POST the address may answer GET with nothing; a page that was never found has no twin.
    path = request.path if request.resolver_match else "/"
    query = f"?{request.GET.urlencode()}" if request.method == "GET" and request.GET else ""
    return [
        LanguageLink(
            html=html_code(code),
            name=_OWN_NAMES.get(code, code),
            url=in_language(path, code) + query,
        )
        for code, _name in settings.LANGUAGES
        if code != current
    ]


def menu(request: HttpRequest, entries: Iterable[tuple[str, str]]) -> list[MenuItem]:
    """Entries of (URL name, English words), as links; the deepest one that holds this page is the current one."""
    return _marked(_links(entries), request.path)


def _links(entries: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((gettext(words), url) for name, words in entries if (url := address(name)))


def _marked(links: Iterable[tuple[str, str]], path: str) -> list[MenuItem]:
    holding = [url for _label, url in links if _holds(url, path)]
    deepest = max(holding, key=len, default="")
    return [MenuItem(label=label, url=url, current=url == deepest) for label, url in links]


def address(name: str) -> str | None:
    """The address of a URL name; None where there is no such page, or no rules here for what it is about."""
    kind = getattr(settings, "HUIYING_PAGES_OF", {}).get(name)
    if kind is not None and kind not in kinds_in_force():
        return None
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def _holds(url: str, path: str) -> bool:
    home = in_language("/", get_language() or settings.LANGUAGE_CODE)
    return path == url or (url != home and path.startswith(url))


def public_menu(request: HttpRequest) -> list[MenuItem]:
    return menu(request, getattr(settings, "HUIYING_PUBLIC_MENU", []))


@dataclass(frozen=True, kw_only=True)
class StaffMenu:
    """`key` is the same wherever the menu looks the same: for these roles, in this language, with this entry marked."""

    items: list[MenuItem]
    key: str

    @property
    def home(self) -> str:
        return self.items[0].url if self.items else ""


def staff_menu(request: HttpRequest) -> StaffMenu:
    """Entries may name the roles they are for, or any seat of a body outside: (URL name, words, roles)."""
    actor = visitor.staff(request)
    if actor is None:
        return StaffMenu(items=[], key="")
    roles = frozenset(role.value for role in actor.roles())
    if any(units.unit(seat.unit_id).is_outside for seat in actor.seats):
        roles |= {OUTSIDE}
    language = get_language() or settings.LANGUAGE_CODE
    items = _marked(_staff_links(language, roles), request.path)
    current = next((item.url for item in items if item.current), "")
    return StaffMenu(items=items, key=f"{language} {current} {' '.join(sorted(roles))}")


@lru_cache(maxsize=200)
def _staff_links(_language: str, roles: frozenset[str]) -> tuple[tuple[str, str], ...]:
    entries = getattr(settings, "HUIYING_STAFF_MENU", [])
    return _links((e[0], e[1]) for e in entries if len(e) == 2 or roles & set(e[2]))


def forget() -> None:
    """The menus are made anew: they were made under settings that no longer hold."""
    _staff_links.cache_clear()


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """A seat of the demonstration that anybody may try."""

    account: str
    password: str
    who: str
    what: str


def visitors() -> list[Visitor]:
    """Empty in real use."""
    password = getattr(settings, "HUIYING_VISITOR_PASSWORD", "")
    return [
        Visitor(account=account, password=password, who=gettext(who), what=gettext(what))
        for account, who, what in getattr(settings, "HUIYING_VISITORS", ())
    ]


def foot_menu(request: HttpRequest) -> list[MenuGroup]:
    groups = getattr(settings, "HUIYING_FOOT_MENU", [])
    made = [
        MenuGroup(title=gettext(title), items=menu(request, entries)) for title, entries in groups
    ]
    return [group for group in made if group.items]


def badge(request: HttpRequest) -> Badge | None:
    actor = visitor.staff(request)
    if actor is None:
        return None
    officer = units.officer(actor.officer_id) if actor.officer_id else None
    seat = actor.seats[0] if actor.seats else None
    return Badge(
        name=officer.name if officer else actor.name,
        role=gettext(ROLE_NAMES[seat.role]) if seat else gettext("No posting at present"),
        unit=units.unit(seat.unit_id).name if seat else "",
    )
