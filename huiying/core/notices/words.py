"""The words of a notice outside the person's page: that there is one, where to read it, how to stop. Nothing else.

Who looks over a shoulder, or reads a lock screen, learns neither what it is about nor who writes (interface.md 5).
"""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from huiying.core.notices.channels import Message

# The addresses of two pages. `work` writes them without loading the list of URLs; a test compares.
READ_AT = "/m/"
STOP_AT = "/stop/{token}"
RENEW_AT = "/m/renew/{token}"


def compose(*, language: str, stop_token: str, renewal: str = "", neutral: bool = False) -> Message:
    """The message in the person's language; unknown languages fall back to the installation's.

    `renewal` is the link's token where somebody who lost their code asked for a new one. `neutral`: for who shares
    their screen with somebody they fear, not a word of codes or receipts either.
    """
    known = {code for code, _ in settings.LANGUAGES}
    chosen = language if language in known else settings.LANGUAGE_CODE
    with translation.override(chosen):
        subject = gettext("You have a new message")
        if neutral:
            text = "\n\n".join(
                (gettext("You have a new message."), _neutral_way_in(renewal, chosen))
            )
            return Message(subject=subject, text=text + "\n", language=chosen)
        paragraphs = [
            gettext("You have a new message."),
            _way_in(renewal, chosen),
            gettext("Nobody will ever ask you for your receipt code by e-mail or telephone."),
            gettext("To get no more of these e-mails:")
            + f"\n{_url(STOP_AT.format(token=stop_token), chosen)}",
        ]
    return Message(subject=subject, text="\n\n".join(paragraphs) + "\n", language=chosen)


def _neutral_way_in(renewal: str, language: str) -> str:
    return _url(RENEW_AT.format(token=renewal) if renewal else READ_AT, language)


def _way_in(renewal: str, language: str) -> str:
    if not renewal:
        return gettext("Read it with your receipt code:") + f"\n{_url(READ_AT, language)}"
    words = gettext(
        "Somebody asked for a new receipt code. If it was you, open this within 24 hours:"
    )
    return f"{words}\n{_url(RENEW_AT.format(token=renewal), language)}"


def _url(path: str, language: str) -> str:
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    return f"{settings.HUIYING_PUBLIC_URL.rstrip('/')}{prefix}{path}"
