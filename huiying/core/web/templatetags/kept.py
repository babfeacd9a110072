"""`{% kept KEY … %}…{% endkept %}`: what is the same for everybody is rendered once for each key and process.

Only for what holds nothing personal and does not change while the process runs. Django's `{% cache %}` does the same
with a hash, a lock and a copy at each reading; three of them took as long as a page's own words.
"""

from collections.abc import Hashable
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

register = template.Library()
# Addresses that strangers make up must not fill the memory.
_MOST = 300


class _Kept(template.Node):
    def __init__(self, nodes: NodeList, keys: list[FilterExpression]) -> None:
        self.nodes, self.keys = nodes, keys
        self.held: dict[tuple[Hashable, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        key = tuple(str(k.resolve(context)) for k in self.keys)
        found = self.held.get(key)
        if found is None:
            found = self.nodes.render(context)
            if len(self.held) >= _MOST:
                self.held.clear()
            self.held[key] = found
        return found


@register.tag
def kept(parser: Parser, token: Token) -> Any:
    keys = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    return _Kept(nodes, keys)
