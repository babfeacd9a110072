"""Parts of the public form as HTML. Everybody who complains is sent them; a template takes many times as long."""

import html
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.forms.boundfield import BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from huiying.core.web import proof, rows

_PART = SafeString('<rect{} x="{}" y="0" width="{}" height="8" rx="1.5" />')


def answers(given: Iterable[rows.Answer]) -> SafeString:
    """What was answered, each with the way back to its question."""
    change = _safe(gettext("Change"))
    lines = "".join([_answer(row, change) for row in given])
    return SafeString(f'<dl class="govuk-summary-list">{lines}</dl>')


def _safe(words: str) -> str:
    """As `format_html` escapes, without asking whether they are to be translated first: here they are words."""
    return words if isinstance(words, SafeString) else html.escape(words)


def _answer(row: rows.Answer, change: str) -> str:
    question, answer = _safe(row.question), _safe(row.answer)
    if not row.change_url:
        return (
            '<div class="govuk-summary-list__row govuk-summary-list__row--no-actions">'
            f'<dt class="govuk-summary-list__key">{question}</dt>'
            f'<dd class="govuk-summary-list__value hy-prose">{answer}</dd></div>'
        )
    return (
        f'<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{question}</dt>'
        f'<dd class="govuk-summary-list__value hy-prose">{answer}</dd>'
        f'<dd class="govuk-summary-list__actions"><a class="govuk-link" href="{_safe(row.change_url)}">{change}'
        f'<span class="govuk-visually-hidden">{question}</span></a></dd></div>'
    )


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


def work_of(bound: BoundField) -> SafeString:
    """The same from the field of a form that needs a proof: a ProofForm, or the form of signing in."""
    form: Any = bound.form
    value = form.sent or form.current.token
    return work(form.current, name=bound.html_name, id=str(bound.auto_id), value=value)


def fresh_work(given: proof.Challenge) -> SafeString:
    """The same for a page that is opened, where no form is at hand: named as a ProofForm names it."""
    return work(given, name="proof", id="id_proof", value=given.token)


def work(given: proof.Challenge, *, name: str, id: str, value: str) -> SafeString:
    """The hidden answer of a proof of work, with what is told to people without script."""
    wait = _safe(proof.wait_words(given))
    return SafeString(
        f'<div class="hy-proof" data-proof data-token="{_safe(given.token)}" data-bits="{given.bits}"'
        f' data-parts="{given.parts}" {_sayings(get_language())} data-wait="{wait}">'
        f'<input type="hidden" name="{_safe(name)}" id="{_safe(id)}" value="{_safe(value)}" />'
        f'<span data-proof-words role="status"></span><noscript>{wait}</noscript></div>'
    )


@lru_cache(maxsize=8)
def _sayings(_language: str | None) -> SafeString:
    """What the script says in a language, and where the rest of it is."""
    return format_html(
        'data-worker="{}" data-work="{}" data-sending="{}" data-done="{}"',
        static("web/proof-worker.js"),
        gettext(
            "Your browser is doing a small sum that keeps machines from flooding us. You need not do anything."
        ),
        gettext("One moment: your browser is finishing a small sum, then this is sent."),
        gettext("Ready to send."),
    )
