"""What kinds of matter have to say about what every matter knows: deeds of its people, and who takes it over."""

from collections.abc import Mapping

from huiying.core.duties.owed import WordsOf
from huiying.core.holders.kind_rules import KindRules
from huiying.mechanisms.campaigns import raised_events as raised
from huiying.mechanisms.campaigns.services import own_deeds as raised_deeds
from huiying.mechanisms.cases import events as cases
from huiying.mechanisms.cases import owing
from huiying.mechanisms.cases.services import following, remedying
from huiying.mechanisms.complaints import events as complaints
from huiying.mechanisms.complaints.services import own_deeds
from huiying.mechanisms.petitions import events as petitions
from huiying.mechanisms.petitions.services import own_deeds as petition_deeds


def kind_rules() -> Mapping[str, KindRules]:
    """By kind of matter."""
    return {
        complaints.KIND: own_deeds.RULES,
        cases.KIND: following.RULES,
        cases.RECONSIDERATION: remedying.RULES,
        cases.REVIEW: remedying.RULES,
        petitions.KIND: petition_deeds.RULES,
        raised.KIND: raised_deeds.RULES,
    }


def owed_words() -> Mapping[str, WordsOf]:
    """By kind of matter, as far as the role of a person does not say it all."""
    return {cases.KIND: owing.words_of}
