"""The public forms that a private tablet offers, in the order of its buttons."""

from collections.abc import Sequence

from huiying.core.web.tablet import Form
from huiying.mechanisms.complaints.views import drafts as complaints
from huiying.mechanisms.petitions.views import drafts as petitions


def forms() -> Sequence[Form]:
    return (complaints.FORM, petitions.FORM)
