"""The mail to an officer: that there is something to sign in for. It has no link, and nothing of any matter."""

from collections.abc import Callable, Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation


def letter(
    *, to: str, language: str, key: str, write: Callable[[str], tuple[str, Sequence[str]]]
) -> EmailMessage:
    """`write` is given the name of the service and gives subject and paragraphs, in the language of who reads it.

    `key` names what it is about: tried again after a failure, a mail that did arrive is shown once by most programs.
    """
    language = language or settings.LANGUAGE_CODE
    names = settings.HUIYING_SERVICE
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
    with translation.override(language):
        subject, lines = write(names["en"] if language.startswith("en") else names["zh"])
    return EmailMessage(
        subject=subject,
        body="\n\n".join(lines),
        to=[to],
        headers={"Auto-Submitted": "auto-generated", "Message-ID": f"<huiying.{key}@{domain}>"},
    )
