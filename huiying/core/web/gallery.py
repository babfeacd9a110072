"""Every component in every state, on two pages, for tests and for whoever writes a page. Off in real use."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from huiying.core.web import proof, rows, visitor
from huiying.core.web.forms import DateField
from huiying.core.web.guards import public_page

# What stands here in English alone is sample text: the words of the components themselves are translated.
ZH = {
    "title": "柳渡派出所当面告诉您进展",
    "line": "案子还没有破，我们会说明已经做了什么、为什么还没有结果。",
    "rule": "信访工作条例第三十四条",
    "force": "法定期限",
    "unit": "云浦市局督察支队",
}
EN = {
    "title": "Liudu Station tells you the progress, face to face",
    "line": "The case is not solved. We will say what has been done and why there is no result yet.",
    "rule": "Regulations on petitions, article 34",
    "force": "Legal deadline",
    "unit": "Yunpu City Inspectorate",
}


class SampleForm(proof.ProofForm):
    how = forms.ChoiceField(
        label=_("How do you want to bring this?"),
        help_text="Choose what you are at ease with. You can change it later.",
        choices=[
            ("anonymous", _("Without my name")),
            ("named", _("With my name")),
        ],
        widget=forms.RadioSelect,
    )
    reach = forms.MultipleChoiceField(
        label="Ways to reach you",
        choices=[("sms", "SMS"), ("mail", "E-mail"), ("post", "Letter")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    when = DateField(label="When was it?", help_text="A rough date is enough")
    where = forms.CharField(label="Where?", max_length=80)
    kind = forms.ChoiceField(
        label="Kind", choices=[("", "—"), ("a", "A"), ("b", "B")], required=False
    )
    story = forms.CharField(
        label=_("What happened?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    photo = forms.FileField(label="Photos or files", required=False, help_text="Up to 50 MB each")
    view = forms.ChoiceField(label="Attitude", choices=[("1", "Good"), ("2", "Fair"), ("3", "Poor"), ("4", "—")],
                             widget=forms.RadioSelect, required=False)  # fmt: skip
    sure = forms.BooleanField(label="I have read it again", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["how"].widget.hints = {
            "anonymous": "We answer on this site with your receipt code."
        }
        self.fields["view"].widget.segmented = 4


def _promises(now: datetime, words: dict[str, str]) -> list[rows.Promise]:
    rule = rows.Rule(label=words["rule"], url="#", id="CN-PET-4", force=words["force"])
    midnight = datetime.fromisoformat("2026-12-10T16:00:00+00:00")
    made = [
        rows.promise_until(
            due_at=due_at, now=now, title=words["title"], lines=(words["line"],), rule=rule, provisional=provisional,
            actions=(rows.Link(label="Change", url="#"),),
        )
        for due_at, provisional in (
            (midnight, False),
            (now + timedelta(hours=5, minutes=20), False),
            (now - timedelta(days=3), False),
            (now + timedelta(days=400), True),
        )
    ]  # fmt: skip
    kept = rows.Promise(
        standing="kept",
        title=words["title"],
        small="3 / 3",
        kicker=words["unit"],
        lines=(words["line"],),
    )
    none = rows.Promise(
        standing="none", title=words["title"], kicker=words["unit"], lines=(words["line"],)
    )
    return [*made, kept, none]


def _steps(words: dict[str, str]) -> list[rows.Step]:
    link = rows.Link(label="PDF, 118 KB", url="#")
    return [
        rows.Step(mark="next", title=words["title"], when="2026-12-10"),
        rows.Step(
            mark="kept",
            title=words["title"],
            when="2026-11-10 19:20",
            lines=(words["line"],),
            links=(link,),
        ),
        rows.Step(
            mark="late",
            title=words["title"],
            when="2026-10-11",
            tag=rows.Tag(tone="late", text="+1"),
        ),
        rows.Step(mark="held", title=words["title"], when="2026-10-11"),
        rows.Step(mark="event", title=words["title"], when="2026-10-10", annulled=True),
        rows.Step(mark="message", title=words["title"], when="2026-10-10"),
    ]


def _groups(words: dict[str, str]) -> list[rows.DutyGroup]:
    rule = rows.Rule(label=words["rule"], url="#", id="CN-PET-4", force=words["force"])

    def row(number: int, tone: str, text: str) -> rows.DutyRow:
        tag = rows.Tag(tone=tone, text=text)
        return rows.DutyRow(
            id=str(number), url="#", title=words["title"], ref=f"1108-{number:04}", due="24:00", tag=tag,
            to=words["unit"], rule=rule, pick=str(number), owner="—",
        )  # fmt: skip

    return [
        rows.DutyGroup(
            id="late",
            title="Late (2)",
            rows=(row(1, "late", "9 h"), row(2, "late", "16 h")),
            tone="late",
        ),
        rows.DutyGroup(
            id="today",
            title="Today (2)",
            rows=(row(3, "soon", "2 h"), row(4, "held", "…")),
            tone="today",
        ),
        rows.DutyGroup(id="week", title="Week (1)", rows=(row(5, "due", "3 d"),)),
    ]


def _measures() -> dict[str, Any]:
    return {
        "figures": [
            rows.Figure(
                value="93.1", unit="%", label="Answered in time", note="likely 92.6–93.5 %"
            ),
            rows.Figure(value="4.2", unit="d", label="Median", note="n = 1,284"),
            rows.Figure(value="37", label="Overdue now", note="19 d"),
            rows.Figure(value="1,284", label="Disagreed", note="231"),
        ],
        "intervals": [
            rows.Interval(label="Qinghe", value=0.931, low=0.90, high=0.96, n=412, target=0.95),
            rows.Interval(label="Liudu", value=0.86, low=0.72, high=0.94, n=31, target=0.95),
        ],
        "counts": [
            rows.Count(label=f"{low}–{low + 9}", value=value, mark="mark" if low == 80 else "")
            for low, value in zip(
                range(0, 110, 10), (12, 40, 66, 71, 60, 52, 49, 80, 190, 22, 9), strict=True
            )
        ],
        "points": [
            rows.Point(label=f"{month}", value=value, low=value - 9, high=value + 7)
            for month, value in enumerate((71, 74, 69, 80, 83, 79, 86, 88, 91, 90, 92, 93), start=1)
        ],
    }


def _messages(words: dict[str, str]) -> list[rows.Message]:
    chip = rows.Link(label="photo.jpg", url="#", about="2 MB")
    return [
        rows.Message(who=words["unit"], when="11-18", text=words["line"]),
        rows.Message(who="—", when="11-18", text=words["line"], mine=True, files=(chip,)),
    ]


def _context(request: HttpRequest) -> dict[str, Any]:
    now = datetime.fromisoformat("2026-11-24T01:20:00+00:00")
    words = EN if (request.LANGUAGE_CODE or "").startswith("en") else ZH
    facts = [rows.Fact(label=k, value=v) for k, v in words.items()]
    return {
        "now": now,
        "words": words,
        "promises": _promises(now, words),
        "steps": _steps(words),
        "groups": _groups(words),
        "messages": _messages(words),
        "facts": facts,
        "answers": [rows.Answer(question=f.label, answer=f.value, change_url="#") for f in facts],
        "contact": [words["line"], words["title"]],
        "pager": rows.Pager(page=2, pages=9, previous="?page=1", next="?page=3"),
        "link": rows.Link(label=words["title"], url="#"),
        "receipt": rows.Receipt(
            title=words["title"], lines=(words["unit"],), code="47182093556108240019",
            look_up_url="https://huiying.example/m/", log_number="184302", log_hash="9f3c 71ab 40d2 e21a",
            verify_url="#",
        ),
        "doors": ["search", "speak", "station"],
        "day": date(2026, 12, 10),
        "due_at": now + timedelta(hours=5),
        **_measures(),
    }  # fmt: skip


def _form(request: HttpRequest) -> SampleForm:
    kept: set[str] = set()

    def spend(proof_id: str, until: datetime) -> bool:
        fresh = proof_id not in kept
        kept.add(proof_id)
        return fresh

    data = request.POST if request.method == "POST" else None
    return SampleForm(data, at=visitor.at(request), spend=spend, prefix="")


@public_page
def public(request: HttpRequest) -> HttpResponse:
    _only_where_switched_on()
    return render(request, "web/gallery.html", {**_context(request), "form": _form(request)})


@public_page
def desk(request: HttpRequest) -> HttpResponse:
    _only_where_switched_on()
    return render(request, "web/gallery_desk.html", _context(request))


def _only_where_switched_on() -> None:
    if not settings.HUIYING_GALLERY:
        raise Http404
