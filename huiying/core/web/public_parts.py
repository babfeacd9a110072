"""Parts of the public form as HTML. Everybody who complains is sent them; a template takes many times as long."""

from collections.abc import Iterable

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from huiying.core.web import proof, rows

_PART = SafeString('<rect{} x="{}" y="0" width="{}" height="8" rx="1.5" />')


def answers(given: Iterable[rows.Answer]) -> SafeString:
    """What was answered, each with the way back to its question."""
    change = gettext("Change")
    lines = "".join(_answer(row, change) for row in given)
    return SafeString(f'<dl class="govuk-summary-list">{lines}</dl>')


def _answer(row: rows.Answer, change: str) -> SafeString:
    if not row.change_url:
        return format_html(
            '<div class="govuk-summary-list__row govuk-summary-list__row--no-actions">'
            '<dt class="govuk-summary-list__key">{}</dt>'
            '<dd class="govuk-summary-list__value hy-prose">{}</dd></div>',
            row.question, row.answer,
        )  # fmt: skip
    return format_html(
        '<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{}</dt>'
        '<dd class="govuk-summary-list__value hy-prose">{}</dd>'
        '<dd class="govuk-summary-list__actions"><a class="govuk-link" href="{}">{}'
        '<span class="govuk-visually-hidden">{}</span></a></dd></div>',
        row.question, row.answer, row.change_url, change, row.question,
    )  # fmt: skip


def steps(step: int, total: int, title: str) -> SafeString:
    """How far somebody has come: bars, and the same in words."""
    bars = "".join(
        _PART.format(' class="on"' if i < step else "", i * 100 // total, 100 // total - 3)
        for i in range(total)
    )
    said = gettext("Step %(step)s of %(steps)s") % {"step": step, "steps": total}
    return format_html(
        '<p class="hy-steps"><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" '
        'focusable="false">{}</svg><span>{}{}</span></p>',
        SafeString(bars), said, f" · {title}" if title else "",
    )  # fmt: skip


def work(given: proof.Challenge, *, name: str, id: str, value: str) -> SafeString:
    """The hidden answer of a proof of work, with what is told to people without script."""
    wait = proof.wait_words(given)
    return format_html(
        '<div class="hy-proof" data-proof data-token="{}" data-bits="{}" data-parts="{}" data-worker="{}"'
        ' data-work="{}" data-sending="{}" data-done="{}" data-wait="{}">'
        '<input type="hidden" name="{}" id="{}" value="{}" /><span data-proof-words role="status"></span>'
        "<noscript>{}</noscript></div>",
        given.token, given.bits, given.parts, static("web/proof-worker.js"),
        gettext(
            "Your browser is doing a small sum that keeps machines from flooding us. You need not do anything."
        ),
        gettext("One moment: your browser is finishing a small sum, then this is sent."),
        gettext("Ready to send."),
        wait, name, id, value, wait,
    )  # fmt: skip
