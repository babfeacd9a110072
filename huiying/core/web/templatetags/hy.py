"""Components as tags and filters. They take the plain values of `huiying.core.web.rows`."""

from datetime import date, datetime
from itertools import chain, repeat
from typing import Any

from django import template
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from huiying.core.web import charts, dates, duty_rows, forms, icons, public_parts, rows

register = template.Library()

_DOT_ICONS = {
    "kept": "check",
    "next": "clock",
    "late": "alert",
    "held": "lock",
    "message": "msg",
    "file": "doc",
    "person": "user",
}

# --- small marks ---------------------------------------------------------------------------------


@register.simple_tag
def hy_icon(name: str, size: str = "") -> SafeString:
    return icons.icon(name, size)


@register.simple_tag
def hy_mark() -> SafeString:
    return icons.mark()


@register.simple_tag
def hy_tag(tone: str | rows.Tag | None, text: str = "") -> SafeString:
    """`{% hy_tag "late" words %}` or `{% hy_tag row.tag %}`."""
    if tone is None:
        return SafeString("")
    return duty_rows.tag(tone if isinstance(tone, rows.Tag) else rows.Tag(tone=tone, text=text))


@register.simple_tag
def hy_dot(mark: str) -> SafeString:
    shape = icons.icon(_DOT_ICONS.get(mark, "dot"))
    return format_html('<span class="hy-dot hy-dot--{}">{}</span>', mark, shape)


@register.simple_tag
def hy_qr(text: str, label: str) -> SafeString:
    """A QR code as an SVG in the page; black on white in every colour scheme."""
    # With the parser of XML and the client of HTTP that it brings, two megabytes for pages that draw one.
    import segno

    code = segno.make(text, error="m", micro=False)
    dark = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, line in enumerate(code.matrix)
        for x, bit in enumerate(line)
        if bit
    )
    size = len(code.matrix)
    return format_html(
        '<svg class="hy-qr" viewBox="-2 -2 {} {}" role="img" aria-label="{}" shape-rendering="crispEdges">'
        '<rect x="-2" y="-2" width="100%" height="100%" fill="#fff"/><path d="{}" fill="#000"/></svg>',
        size + 4, size + 4, label, dark,
    )  # fmt: skip


@register.simple_tag
def hy_url(name: str, *args: Any) -> str:
    """The address of a URL name, or nothing when this installation has no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@register.filter
def hy_groups(code: str) -> list[str]:
    """A receipt code in its groups of four."""
    digits = "".join(str(code).split())
    return [digits[i : i + 4] for i in range(0, len(digits), 4)]


@register.filter
def hy_percent(share: float | None, digits: int = 0) -> str:
    return "" if share is None else f"{share * 100:.{digits}f}%"


# --- dates ---------------------------------------------------------------------------------------


@register.filter
def hy_day(value: date | datetime | None) -> str:
    return dates.day(value) if value else ""


@register.filter
def hy_day_week(value: date | datetime | None) -> str:
    return dates.day_week(value) if value else ""


@register.filter
def hy_short_day(value: date | datetime | None) -> str:
    return dates.short_day(value) if value else ""


@register.filter
def hy_moment(value: datetime | None) -> str:
    return dates.moment(value) if value else ""


@register.filter
def hy_due(value: datetime | None) -> str:
    return dates.due(value) if value else ""


@register.filter
def hy_left(value: datetime | None, now: datetime) -> str:
    return dates.left(value, now) if value else ""


@register.filter
def hy_ago(value: datetime | None, now: datetime) -> str:
    return dates.ago(value, now) if value else ""


@register.simple_tag
def hy_time(value: datetime) -> SafeString:
    """`<time>` with the machine's form beside the spoken one."""
    spoken = dates.moment(value)
    return format_html('<time datetime="{}">{}</time>', dates.local(value).isoformat(), spoken)


@register.simple_tag(takes_context=True)
def hy_due_tag(context: Context, due_at: datetime) -> SafeString:
    """What is left, in the tone that goes with it."""
    now = context["now"]
    tone = "late" if dates.is_late(due_at, now) else "soon" if dates.is_soon(due_at, now) else "due"
    return hy_tag(tone, dates.left(due_at, now))


# --- cards and lists -----------------------------------------------------------------------------


@register.inclusion_tag("web/parts/promise.html")
def hy_promise(promise: rows.Promise) -> dict[str, Any]:
    return {"p": promise}


@register.inclusion_tag("web/parts/rule.html")
def hy_rule(rule: rows.Rule) -> dict[str, Any]:
    return {"rule": rule}


@register.inclusion_tag("web/parts/timeline.html")
def hy_timeline(steps: list[rows.Step], small: bool = False, level: int = 3) -> dict[str, Any]:
    return {"steps": steps, "small": small, "level": level}


@register.inclusion_tag("web/parts/receipt.html")
def hy_receipt(receipt: rows.Receipt) -> dict[str, Any]:
    return {"r": receipt}


@register.inclusion_tag("web/parts/code.html")
def hy_code(code: str, id: str = "code", small: bool = False) -> dict[str, Any]:
    return {"groups": hy_groups(code), "id": id, "small": small}


@register.inclusion_tag("web/parts/messages.html")
def hy_messages(messages: list[rows.Message]) -> dict[str, Any]:
    return {"messages": messages}


@register.inclusion_tag("web/parts/facts.html")
def hy_facts(facts: list[rows.Fact], row: bool = False) -> dict[str, Any]:
    return {"facts": facts, "row": row}


@register.simple_tag
def hy_answers(answers: list[rows.Answer]) -> SafeString:
    return public_parts.answers(answers)


@register.inclusion_tag("web/parts/duties.html")
def hy_duties(
    groups: list[rows.DutyGroup],
    caption: str,
    picks: bool = True,
    owner: bool = False,
    form: str = "",
) -> dict[str, Any]:
    columns = 4 + picks + owner
    return {
        "groups": groups,
        "caption": caption,
        "picks": picks,
        "owner": owner,
        "columns": columns,
        "made": duty_rows.DutyRows(picks=picks, owner=owner, form=form),
    }


@register.simple_tag
def hy_duty_rows(given: tuple[rows.DutyRow, ...], made: duty_rows.DutyRows) -> SafeString:
    return made.html(given)


@register.inclusion_tag("web/parts/table.html")
def hy_table(
    caption: str, heads: list[rows.Head], lines: list[list[Any]], hide_caption: bool = False
) -> dict[str, Any]:
    """A plain table; the first cell of each line names the line. Numbers stand to the right, as their heads do."""
    numbers = [head.number for head in heads]
    placed = [list(zip(line, chain(numbers, repeat(False)), strict=False)) for line in lines]
    return {"caption": caption, "heads": heads, "lines": placed, "hide_caption": hide_caption}


@register.inclusion_tag("web/parts/empty.html")
def hy_empty(
    title: str, text: str = "", icon: str = "check", link: rows.Link | None = None, level: int = 2
) -> dict[str, Any]:
    return {"title": title, "text": text, "icon": icon, "link": link, "level": level}


@register.inclusion_tag("web/parts/figures.html")
def hy_figures(figures: list[rows.Figure]) -> dict[str, Any]:
    return {"figures": figures, "columns": len(figures)}


@register.simple_tag
def hy_steps(step: int, steps: int, title: str = "") -> SafeString:
    return public_parts.steps(step, steps, title)


@register.inclusion_tag("web/parts/pager.html")
def hy_pager(pager: rows.Pager) -> dict[str, Any]:
    return {"pager": pager}


@register.inclusion_tag("web/parts/safe_contact.html")
def hy_safe_contact(
    lines: list[str], change_url: str = "", never: bool = False, level: int = 2
) -> dict[str, Any]:
    return {"lines": lines, "change_url": change_url, "never": never, "level": level}


@register.inclusion_tag("web/parts/net.html")
def hy_net(state: str = "online", waiting: int = 0) -> dict[str, Any]:
    return {"state": state, "waiting": waiting}


# --- measures ------------------------------------------------------------------------------------


@register.inclusion_tag("web/parts/intervals.html")
def hy_intervals(intervals: list[rows.Interval], caption: str, level: int = 3) -> dict[str, Any]:
    return {"bars": [charts.interval(one) for one in intervals], "caption": caption, "level": level}


@register.inclusion_tag("web/parts/meter.html")
def hy_meter(label: str, value: float, limit: float, unit: str = "") -> dict[str, Any]:
    return {
        "label": label,
        "value": value,
        "limit": limit,
        "unit": unit,
        "m": charts.meter(value, limit),
    }


@register.inclusion_tag("web/parts/chart.html")
def hy_bars(
    title: str, counts: list[rows.Count], caption: str, unit: str = "", level: int = 3
) -> dict[str, Any]:
    return {
        "chart": charts.bars(title=title, counts=counts, unit=unit),
        "caption": caption,
        "level": level,
    }


@register.inclusion_tag("web/parts/chart.html")
def hy_line(
    title: str,
    points: list[rows.Point],
    caption: str,
    unit: str = "",
    target: float | None = None,
    level: int = 3,
) -> dict[str, Any]:
    drawn = charts.line(title=title, points=points, unit=unit, target=target)
    return {"chart": drawn, "caption": caption, "level": level}


# --- forms ---------------------------------------------------------------------------------------


@register.inclusion_tag("web/forms/field.html")
def hy_field(
    bound: BoundField,
    size: str = "s",
    heading: bool = False,
    optional: bool = True,
    hint: bool = True,
    width: str = "",
) -> dict[str, Any]:
    shown = forms.shown(
        bound, size=size, heading=heading, optional=optional, hint=hint, width=width
    )
    return {"f": shown, "template": f"web/forms/{shown.kind}.html", "form": bound.form}


@register.inclusion_tag("web/forms/form.html")
def hy_form(form: Any) -> dict[str, Any]:
    return {"form": form, "fields": list(form)}


@register.simple_tag
def hy_proof(bound: BoundField) -> SafeString:
    """The hidden answer of a ProofForm, with what is told to people without script."""
    return public_parts.work_of(bound)


@register.simple_tag
def hy_errors(*given: Any) -> str:
    problems = forms.problems(*given)
    return render_to_string("web/forms/errors.html", {"problems": problems}) if problems else ""


@register.simple_tag
def hy_error_prefix(*given: Any) -> str:
    """First in `<title>`, so that a screen reader hears at once that something is missing."""
    return gettext("Error:") if forms.problems(*given) else ""


@register.filter
def hy_raw(svg: str) -> SafeString:
    """For drawings made by `charts`, which escapes every word that it writes."""
    return mark_safe(svg)  # noqa: S308
