"""The rows of a list of duties as HTML: fifty on a page that is open all day. A template takes many times as long."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from huiying.core.web import icons, rows

_TAG_ICONS = {"late": "alert", "soon": "clock", "kept": "check", "held": "lock", "due": "dot"}
_NONE = SafeString("")
_CURRENT = ' class="is-cur"'


def tag(given: rows.Tag | None) -> SafeString:
    """A shape and a colour that go with words."""
    if given is None or not given.tone or not given.text:
        return _NONE
    shape = icons.icon(_TAG_ICONS[given.tone]) if given.tone in _TAG_ICONS else _NONE
    return format_html('<span class="hy-tag hy-tag--{}">{}{}</span>', given.tone, shape, given.text)


@dataclass(kw_only=True, slots=True)
class DutyRows:
    """The columns of a table. What several rows share is written once: to whom, by whom and why; what is left.

    The words of a row are put in by hand, each escaped: `format_html` took three times as long.
    """

    picks: bool
    owner: bool
    form: str
    due: str = field(default_factory=lambda: gettext("Due"))
    choose: str = field(default_factory=lambda: gettext("Choose: %(title)s %(ref)s"))
    tags: dict[rows.Tag | None, SafeString] = field(default_factory=dict)
    lasts: dict[tuple[str, str, rows.Rule | None], SafeString] = field(default_factory=dict)

    def html(self, given: Iterable[rows.DutyRow]) -> SafeString:
        return SafeString("\n".join(self._row(row) for row in given))

    def _row(self, row: rows.DutyRow) -> str:
        note = f" · {escape(row.note)}" if row.note else ""
        return (
            f'<tr data-row id="row-{escape(row.id)}"{_CURRENT if row.current else ""}>{self._pick(row)}'
            f'<td data-label="{escape(self.due)}">{escape(row.due)}{self._tag(row.tag)}</td>'
            f'<th scope="row"><a class="govuk-link hy-row-link" href="{escape(row.url)}" data-open>'
            f"{escape(row.title)}</a> "
            f'<span class="sub"><span class="hy-mono">{escape(row.ref)}</span>{note}</span></th>{self._last(row)}</tr>'
        )

    def _tag(self, given: rows.Tag | None) -> SafeString:
        if given not in self.tags:
            shown = tag(given)
            self.tags[given] = (
                format_html(' <span class="sub">{}</span>', shown) if shown else _NONE
            )
        return self.tags[given]

    def _pick(self, row: rows.DutyRow) -> SafeString:
        if not self.picks:
            return _NONE
        if not row.pick:
            return SafeString("<td></td>")
        return format_html(
            '<td><span class="hy-check"><input type="checkbox" name="pick" value="{}"{} data-pick '
            'aria-label="{}" /></span></td>',
            row.pick,
            format_html(' form="{}"', self.form) if self.form else _NONE,
            self.choose % {"title": row.title, "ref": row.ref},
        )

    def _last(self, row: rows.DutyRow) -> SafeString:
        key = (row.to, row.owner, row.rule)
        if key not in self.lasts:
            cells = [(gettext("To whom"), row.to)]
            if self.owner:
                cells.append((gettext("By whom"), row.owner))
            cells.append((gettext("Basis"), _rule(row.rule)))
            self.lasts[key] = format_html_join("", '<td data-label="{}">{}</td>', cells)
        return self.lasts[key]


def _rule(rule: rows.Rule | None) -> SafeString:
    if rule is None:
        return _NONE
    label = (
        format_html('<a class="govuk-link" href="{}">{}</a>', rule.url, rule.label)
        if rule.url
        else rule.label
    )
    return format_html(
        '{} <span class="sub"><span class="hy-mono">{}</span> {}</span>', label, rule.id, rule.force
    )
