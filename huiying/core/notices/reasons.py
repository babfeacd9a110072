"""Why a notice did not go out, as codes with a sentence each. A row holds the code and the server's figures alone."""

import re

from huiying.core.kinds import N_

UNSURE = "unsure"
WORN = "worn"
NO_ADDRESS = "no-address"
BAD_ADDRESS = "bad-address"
ERASED = "erased"
SEALED = "sealed"
NO_SERVER = "no-server"
SIGN_IN = "sign-in"
BROKEN_OFF = "broken-off"
REFUSED = "refused"
NOT_NOW = "not-now"
BOUNCED = "bounced"
READ_ALREADY = "read-already"
BY_HAND = "by-hand"
UNWANTED = "unwanted"
RETURNED = "returned"
UNSAFE = "unsafe"

SENTENCES: dict[str, str] = {
    UNSURE: N_(
        "The worker stopped while handing it over. It may have arrived, so it is not sent again by itself."
    ),
    WORN: N_("Each attempt ended with the worker stopping."),
    NO_ADDRESS: N_("No address was left."),
    BAD_ADDRESS: N_("The address is not one that mail can be sent to."),
    ERASED: N_("The contact data was erased before it was sent."),
    SEALED: N_("The address could not be opened: a key is missing from HUIYING_KEYS."),
    NO_SERVER: N_("The mail server could not be reached."),
    SIGN_IN: N_("The mail server did not accept our sign-in or our encryption."),
    BROKEN_OFF: N_("The connection broke before the message was handed over."),
    REFUSED: N_("The recipient's server refused it for good."),
    NOT_NOW: N_("The mail server asked us to try later."),
    BOUNCED: N_("It came back undelivered."),
    READ_ALREADY: N_("It waited more than a day and was read on the person's page meanwhile."),
    BY_HAND: N_("Stopped by an administrator."),
    UNWANTED: N_("The person stopped e-mail."),
    UNSAFE: N_("The person said that this channel must never be used."),
    RETURNED: N_("Mail to this address came back before: it is not used any more."),
}
# RFC 3463: 5.1.x is about the address, 5.2.1 a mailbox that is switched off. Other failures (full, too large, a
# policy) say nothing of the address.
_DEAD = re.compile(r"(?<![\d.])(5\.1\.\d{1,3}|5\.2\.1)(?![\d.])")
# Where a server gives no enhanced code: mailbox unavailable, not local, name not allowed (RFC 5321 4.2.3).
_PLAIN = re.compile(r"(?<![\d.])55[013](?![\d.])")
_ENHANCED = re.compile(r"\d\.\d{1,3}\.\d{1,3}")


def dead_address(error: str) -> bool:
    """Whether a failure says that nobody is to be reached at the address, now or later."""
    code, _, figures = error.partition(" ")
    if code == BAD_ADDRESS:
        return True
    if code not in {REFUSED, BOUNCED}:
        return False
    if not _ENHANCED.search(figures):
        return code == BOUNCED or bool(_PLAIN.search(figures))
    return bool(_DEAD.search(figures))


def reason(code: str, figures: str = "") -> str:
    """A code with the server's figures ("refused 550 5.1.1")."""
    return f"{code} {figures}".strip()


def sentence(error: str) -> tuple[str, str]:
    """(msgid, figures) of what a row holds."""
    code, _, figures = error.partition(" ")
    return SENTENCES.get(code, ""), figures
