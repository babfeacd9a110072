"""Plain Django forms in govuk markup: labels, hints, errors beside the field and in a summary, all translated."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class GovRenderer(DjangoTemplates):
    """`{{ form }}` and `{{ form.name.as_field_group }}` come out like `{% hy_form %}` and `{% hy_field %}`."""

    form_template_name = "web/forms/form.html"
    field_template_name = "web/forms/as_field.html"


class DateParts(forms.MultiWidget):
    """Day, month and year as three boxes, in the order of the page's language."""

    template_name = "web/forms/date_parts.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        number = {"inputmode": "numeric", "autocomplete": "off"}
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            "year": forms.TextInput(
                attrs={**number, "class": "govuk-input--width-4", "label": _("Year")}
            ),
            "month": forms.TextInput(
                attrs={**number, "class": "govuk-input--width-2", "label": _("Month")}
            ),
            "day": forms.TextInput(
                attrs={**number, "class": "govuk-input--width-2", "label": _("Day")}
            ),
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: date | None) -> list[int | None]:
        return [value.year, value.month, value.day] if value else [None, None, None]


class DateField(forms.MultiValueField):
    """A day typed in three boxes. What cannot be a day is told, never guessed."""

    widget = DateParts
    default_error_messages = {
        "required": _("Enter the date: year, month and day."),
        "incomplete": _("Enter all of year, month and day."),
        "invalid": _("This is not a day of the calendar. Check year, month and day."),
    }

    def __init__(self, **kwargs: Any) -> None:
        parts = (
            forms.IntegerField(min_value=1900, max_value=2199),
            forms.IntegerField(min_value=1, max_value=12),
            forms.IntegerField(min_value=1, max_value=31),
        )
        kwargs.setdefault("require_all_fields", False)
        super().__init__(parts, **kwargs)

    def clean(self, value: Any) -> date | None:
        given = [str(part or "").strip() for part in (value or [])]
        if not any(given):
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return None
        if not all(given):
            raise forms.ValidationError(self.error_messages["incomplete"], code="incomplete")
        try:
            year, month, day = (int(part) for part in given)
            if not 1900 <= year <= 2199:
                raise ValueError(year)
            return date(year, month, day)
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error


@dataclass(frozen=True, kw_only=True)
class Choice:
    id: str
    name: str
    value: str
    label: str
    checked: bool
    hint: str = ""
    divider: str = ""
    focus: bool = False


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A bound field as its template needs it."""

    kind: str
    id: str
    first_id: str
    name: str
    label: str
    optional: bool
    hint: str
    errors: list[str]
    described_by: str
    control: str = ""
    choices: list[Choice] = field(default_factory=list)
    size: str = "s"
    heading: bool = False
    limit: int | None = None
    segmented: int = 0
    small: bool = False
    inline: bool = False


_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    # Django's check boxes are a kind of its radios, so they come first.
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (DateParts, "date"),
    (forms.Textarea, "textarea"),
    (forms.Select, "select"),
    (forms.FileInput, "file-upload"),
    (forms.HiddenInput, "hidden"),
)
_GROUPS = {"radios", "checkboxes", "date"}
_BASE_CLASS = {
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "file-upload": "govuk-file-upload",
}


def kind_of(bound: BoundField) -> str:
    widget = bound.field.widget
    return next((kind for base, kind in _KINDS if isinstance(widget, base)), "input")


def first_id(bound: BoundField) -> str:
    """Where a link from the error summary must lead: for groups the first control."""
    whole = bound.auto_id
    return f"{whole}_0" if kind_of(bound) in _GROUPS else whole


def messages(bound: BoundField) -> list[str]:
    """The field's errors; where a form has no sentence of its own for an empty field, ours names the field."""
    plain = forms.Field.default_error_messages["required"]
    said = [str(text) for text in bound.errors]
    return [
        gettext("Please fill in: %(label)s") % {"label": bound.label}
        if text == str(plain)
        else text
        for text in said
    ]


def shown(
    bound: BoundField,
    *,
    size: str = "s",
    heading: bool = False,
    optional: bool = True,
    hint: bool = True,
    width: str = "",
) -> Shown:
    kind = kind_of(bound)
    widget = bound.field.widget
    errors = messages(bound)
    limit = getattr(bound.field, "max_length", None) if kind == "textarea" else None
    words = str(bound.help_text or "") if hint else ""
    described_by = _described_by(bound.auto_id, hint=words, error=errors, info=limit)
    return Shown(
        kind=kind,
        id=bound.auto_id,
        first_id=first_id(bound),
        name=bound.html_name,
        label=str(bound.label or ""),
        optional=optional and not bound.field.required and kind not in {"checkbox", "hidden"},
        hint=words,
        errors=errors,
        described_by=described_by,
        control=_control(bound, kind, bool(errors), described_by, width),
        choices=list(_choices(bound)) if kind in {"radios", "checkboxes"} else [],
        size="l" if heading else size,
        heading=heading,
        limit=limit,
        segmented=int(getattr(widget, "segmented", 0)),
        small=bool(getattr(widget, "small", False)),
        inline=bool(getattr(widget, "inline", False)),
    )


def _described_by(whole: str, **parts: Any) -> str:
    """The ids of what stands beside the control, in the order in which it is read."""
    return " ".join(f"{whole}-{part}" for part, there in parts.items() if there)


def _control(bound: BoundField, kind: str, wrong: bool, described_by: str, width: str) -> str:
    if kind in {"radios", "checkboxes"}:
        return ""
    widget = bound.field.widget
    base = _BASE_CLASS.get(kind, "govuk-checkboxes__input" if kind == "checkbox" else "govuk-input")
    classes = [
        base,
        str(widget.attrs.get("class", "")),
        f"govuk-input--width-{width}" if width else "",
    ]
    if wrong and kind not in {"checkbox", "date", "hidden"}:
        classes.append(f"{base}--error")
    # The browser's own limit would cut what is pasted without a word; ours counts and says so.
    attrs: dict[str, Any] = {
        "class": " ".join(c for c in classes if c),
        "required": False,
        "maxlength": False,
        "placeholder": False,
    }
    if kind == "date":
        attrs = {"wrong": wrong}
    elif described_by:
        attrs["aria-describedby"] = described_by
    if kind == "textarea" and getattr(bound.field, "max_length", None):
        attrs["class"] += " govuk-js-character-count"
    return bound.as_widget(attrs=attrs)


def _choices(bound: BoundField) -> Iterable[Choice]:
    hints: dict[str, Any] = getattr(bound.field.widget, "hints", {})
    dividers: dict[str, Any] = getattr(bound.field.widget, "dividers", {})
    options = list(bound.subwidgets)
    first = next((o for o in options if o.data["selected"]), options[0] if options else None)
    wanted = bool(bound.field.widget.attrs.get("autofocus"))
    for option in options:
        data = option.data
        value = str(data["value"])
        yield Choice(
            id=data["attrs"]["id"],
            name=data["name"],
            value=value,
            label=str(data["label"]),
            checked=bool(data["selected"]),
            hint=str(hints.get(value, "")),
            divider=str(dividers.get(value, "")),
            focus=wanted and option is first,
        )


@dataclass(frozen=True, kw_only=True)
class Problem:
    text: str
    target: str


def problems(*given: Any) -> list[Problem]:
    """Each error of the forms, with the id of the control it is about; the form's own errors come first.

    A list of sentences, such as why a file was not taken, stands as it is.
    """
    found: list[Problem] = []
    for form in given:
        if isinstance(form, list):
            found += [Problem(text=str(text), target="") for text in form]
        if not isinstance(form, forms.BaseForm) or not form.is_bound:
            continue
        found += [Problem(text=str(text), target="") for text in form.non_field_errors()]
        for bound in form:
            found += [Problem(text=text, target=first_id(bound)) for text in messages(bound)]
    return found
