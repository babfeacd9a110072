"""What the person does on their matter: one form, one service, and back to the page. Of any mechanism.

Each deed has a page of its own, so that it works alone; what was typed comes back with a sentence where it is refused.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from huiying.core.access.doors import Denied
from huiying.core.duties.matters import HolderPage
from huiying.core.kinds import Declined, IllegalMove
from huiying.core.ledger import queries as ledger
from huiying.core.web import deed_files, spoken
from huiying.core.web.guards import ActorRequest

H = TypeVar("H", bound=HolderPage)


@dataclass(frozen=True, kw_only=True, slots=True)
class Typed:
    """What a form gave, for the service. `about`: the line of the history that the deed answers, such as a question."""

    form: forms.Form
    file_ids: list[uuid.UUID] = field(default_factory=list)
    about: uuid.UUID | None = None

    def __getitem__(self, name: str) -> Any:
        return self.form.cleaned_data.get(name, "")


Run = Callable[[ActorRequest, uuid.UUID, Typed], object]


@dataclass(frozen=True, kw_only=True)
class Deed(Generic[H]):
    """An act of the person: the form it needs, the service it calls, and the sentence that says it was done.

    `further`: what its template alone needs; `begin`: what its form starts with. `back`: where on the matter's page.
    """

    slug: str
    move: str
    form: type[forms.Form]
    run: Run
    title: str
    button: str
    done: str
    # How the list of what can be done calls it (else by its title), with a sentence before; one that is `prominent` is
    # a button there, and one that is not `listed` has another place on the page.
    ask: str = ""
    invite: str = ""
    prominent: bool = False
    listed: bool = True
    template: str = "web/deeds/deed.html"
    lead: str = ""
    files: bool = False
    back: str = "talk"
    begin: Callable[[ActorRequest], dict[str, Any]] = lambda request: {}
    further: Callable[[ActorRequest, H], dict[str, Any]] = lambda request, page: {}


@dataclass(frozen=True, kw_only=True)
class Deeds(Generic[H]):
    """One mechanism's deeds.

    `read` makes its own page of the common one; `closed` says why a deed is not open now, as a sentence (a msgid; empty
    where it is so plain that none is needed), and None where it is open.
    """

    deeds: tuple[Deed[H], ...]
    read: Callable[[HolderPage], H]
    closed: Callable[[H, Deed[H]], str | None]


@dataclass(frozen=True, kw_only=True)
class OpenDeeds(Generic[H]):
    """A mechanism's deeds before one matter."""

    table: Deeds[H]
    page: H

    def closed(self, deed: Deed[H]) -> str | None:
        return self.table.closed(self.page, deed)

    def open(self) -> list[Deed[H]]:
        return [one for one in self.table.deeds if self.closed(one) is None]


def before(tables: Iterable[Deeds[Any]], page: HolderPage) -> list[OpenDeeds[Any]]:
    """The tables of a kind, each with its own reading of the matter."""
    return [OpenDeeds(table=table, page=table.read(page)) for table in tables]


def find(tables: Iterable[Deeds[Any]], slug: str) -> tuple[Deeds[Any], Deed[Any]] | None:
    for table in tables:
        for one in table.deeds:
            if one.slug == slug:
                return table, one
    return None


def act(
    request: ActorRequest,
    handle: str,
    page: HolderPage,
    tables: Iterable[Deeds[Any]],
    slug: str,
    about: uuid.UUID | None = None,
) -> HttpResponse:
    """The page of one deed, or what comes of it. Raises ledger.NoSuchMatter where none is called so."""
    found = find(tables, slug)
    if found is None:
        raise ledger.NoSuchMatter(slug)
    table, deed = found
    doing = _Doing(
        request=request,
        handle=handle,
        here=OpenDeeds(table=table, page=table.read(page)),
        deed=deed,
        about=about,
    )
    if request.method != "POST":
        return doing.show(doing.form())
    return doing.do()


@dataclass(frozen=True, kw_only=True)
class _Doing:
    """A deed of one request."""

    request: ActorRequest
    handle: str
    here: OpenDeeds[Any]
    deed: Deed[Any]
    about: uuid.UUID | None

    def form(self, data: QueryDict | None = None) -> forms.Form:
        if self.about is not None:
            return self.deed.form(data, prefix=prefix_of(self.about))
        return self.deed.form(data, **self.deed.begin(self.request))

    def do(self) -> HttpResponse:
        request, deed, matter = self.request, self.deed, self.here.page.matter
        form = self.form(request.POST)
        taken = deed_files.take(request, matter.id) if deed.files else deed_files.Taken()
        if not form.is_valid() or taken.problems:
            return self.show(form, taken)
        try:
            deed.run(request, matter.id, Typed(form=form, file_ids=taken.ids, about=self.about))
        except Declined as declined:
            form.add_error(None, _(declined.sentence) % declined.params)
            status = 409 if isinstance(declined, IllegalMove) else 422
            return self.show(form, taken, status)
        except Denied:
            form.add_error(
                None,
                _("This can't be done with this code. Ring us, and say which page you were on."),
            )
            return self.show(form, taken, 409)
        return redirect(f"{reverse('matter', args=[self.handle])}?done={deed.slug}#{deed.back}")

    def show(
        self, form: forms.Form, taken: deed_files.Taken | None = None, status: int = 0
    ) -> HttpResponse:
        page, deed = self.here.page, self.deed
        problems = taken.problems if taken else []
        closed = self.here.closed(deed)
        asked = next((m for m in page.messages if m.id == self.about), None)
        context: Mapping[str, Any] = {
            "form": form,
            "title": _(deed.title),
            "lead": _(deed.lead) if deed.lead else "",
            "button": _(deed.button),
            "open": closed is None,
            "closed": _(closed) if closed else "",
            "files": deed.files,
            "taken": deed_files.rows_of(page.matter.id, taken.ids) if taken else [],
            "problems": problems,
            "handle": self.handle,
            "question": asked.text if asked else "",
            **deed.further(self.request, page),
        }
        wrong = bool(form.is_bound and form.errors) or bool(problems)
        made = render(
            self.request, deed.template, context, status=status or (422 if wrong else 200)
        )
        return spoken.may_record(made) if deed.files else made


def prefix_of(about: uuid.UUID) -> str:
    """Of the form of a question, so that several can stand on one page."""
    return f"q{about.hex[-8:]}"


def done_words(tables: Iterable[Deeds[Any]], slug: str) -> str:
    """The sentence after a deed; the slug comes from the address, so it may be anything."""
    found = find(tables, slug)
    return _(found[1].done) if found else ""
