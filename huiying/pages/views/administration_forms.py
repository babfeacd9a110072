"""Forms of the administrator: units, postings, accounts of staff, other systems."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiying.core.kinds import N_, SeatRole
from huiying.core.units import queries as units
from huiying.core.web.site import ROLE_NAMES

LEVELS = (
    ("city", _("City bureau")),
    ("county", _("County bureau")),
    ("station", _("Police station")),
    ("office", _("Office")),
    ("outside", _("Outside body")),
)


def unit_choices(*, none: str = "") -> list[tuple[str, str]]:
    """Open units, indented as they lie in the tree."""
    found = [
        (str(u.id), "\u3000" * len(u.ancestors()) + u.name)
        for u in units.tree().values()
        if not u.closed
    ]
    return [("", none or gettext("Choose")), *found]


class _WithUnits(forms.Form):
    """Fields of `units` are choices of the tree, read anew for each request."""

    units: tuple[tuple[str, str], ...] = (("unit", ""),)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, none in self.units:
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = unit_choices(none=gettext(none) if none else "")


class UnitForm(_WithUnits):
    units = (("parent", N_("None: a body of its own")),)
    code = forms.SlugField(
        label=_("Code"),
        help_text=_("Letters, digits and hyphens, such as QH-07. It never changes."),
        max_length=32,
    )
    zh = forms.CharField(label=_("Name in Chinese"), max_length=120)
    en = forms.CharField(label=_("Name in English"), max_length=160)
    level = forms.ChoiceField(label=_("Kind"), choices=LEVELS)
    parent = forms.ChoiceField(label=_("Below"), required=False)
    complaints_office = forms.BooleanField(
        label=_("It decides complaints about units below"), required=False
    )

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if units.unit_by_code(code) is not None:
            raise forms.ValidationError(gettext("Another unit has this code. Choose another."))
        return code


class RenameUnitForm(_WithUnits):
    unit = forms.ChoiceField(label=_("Unit"))
    zh = forms.CharField(label=_("New name in Chinese"), max_length=120)
    en = forms.CharField(label=_("New name in English"), max_length=160)


class CloseUnitForm(_WithUnits):
    units = (("unit", ""), ("successor", N_("Nobody: it owes nothing")))
    unit = forms.ChoiceField(label=_("Unit that closes"))
    successor = forms.ChoiceField(
        label=_("Unit that takes over what it owes"), required=False,
        help_text=_("Where that unit is in conflict, the unit that decides has it."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("unit") and data.get("unit") == data.get("successor"):
            self.add_error("successor", gettext("A unit cannot take over from itself."))
        return data


class PostForm(_WithUnits):
    number = forms.CharField(label=_("Service number"), max_length=20)
    name = forms.CharField(
        label=_("Name, if the number is new here"), max_length=60, required=False
    )
    unit = forms.ChoiceField(label=_("Unit"))
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(role.value, gettext(words)) for role, words in ROLE_NAMES.items()]

    def clean_role(self) -> SeatRole:
        return SeatRole(self.cleaned_data["role"])


class EndPostingForm(forms.Form):
    posting = forms.IntegerField()


class AccountForm(forms.Form):
    username = forms.CharField(label=_("User name"), max_length=60)
    number = forms.CharField(label=_("Service number of the officer"), max_length=20)
    password = forms.CharField(
        label=_("First password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Twelve characters or more. The officer changes it after signing in."),
    )  # fmt: skip

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password)
        return password


class AccountStateForm(forms.Form):
    username = forms.CharField(max_length=60)
    active = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])


class ClientForm(_WithUnits):
    name = forms.CharField(label=_("Name of the system"), max_length=60)
    unit = forms.ChoiceField(label=_("Unit that answers for it"))
    channel = forms.ChoiceField(
        label=_("What comes from it counts as"),
        choices=[("110", _("the 110 line")), ("telephone", _("the complaints hotline")), ("api", _("another system"))],
    )  # fmt: skip


class RevokeForm(forms.Form):
    name = forms.CharField(max_length=60)
