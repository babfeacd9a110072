"""What kinds of matter have to say about the deeds that every holder of a code has; others leave them open."""

from collections.abc import Mapping

from huiying.core.holders.kind_rules import KindRules
from huiying.mechanisms.complaints import events as complaints
from huiying.mechanisms.complaints.services import own_deeds


def kind_rules() -> Mapping[str, KindRules]:
    """By kind of matter."""
    return {complaints.KIND: own_deeds.RULES}
