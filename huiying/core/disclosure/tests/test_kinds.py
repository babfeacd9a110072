"""In some kinds of case nothing is sent by itself, and a kind nobody knows is one of them."""

import pytest

from huiying.core.disclosure.kinds import may_tell_automatically
from huiying.core.disclosure.tests.support import held
from huiying.core.notices.models import Channel, Notice
from huiying.mechanisms.complaints.tests import support


@pytest.mark.parametrize(
    ("kind", "may"),
    [
        ("theft", True),
        ("complaint", True),
        ("domestic-violence", False),
        ("sexual-offence", False),
        ("homicide", False),
        ("", False),
        ("never-heard-of", False),
    ],
)
def test_which_kinds_are_held_back(kind: str, may: bool):
    assert may_tell_automatically(kind) is may


def test_the_service_says_which(settings):
    settings.HUIYING_HELD_BACK_KINDS = ["theft"]
    assert not may_tell_automatically("theft")
    assert may_tell_automatically("homicide")


def test_of_such_a_kind_no_mail_says_that_something_is_held_back(service, settings):
    for kinds, mails in (([], 1), (["complaint"], 0)):
        settings.HUIYING_HELD_BACK_KINDS = kinds
        case = support.file(service, contact=support.BY_MAIL)
        held(service, case)
        about = Notice.objects.filter(matter_id=case.matter_id, template="withheld")
        assert about.filter(channel=Channel.EMAIL).count() == mails
        assert about.filter(channel=Channel.PORTAL).count() == 1
