"""What is public for programs too: other sites may read it from a browser, and nothing in it is about anybody."""

from django.http import HttpResponse


def for_everybody(answer: HttpResponse) -> HttpResponse:
    """Readable from any site; no cookie makes a difference to it, and none is sent along."""
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer
