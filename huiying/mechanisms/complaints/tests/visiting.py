"""A person at a browser of their own, on a day of the test's story."""

import re
from datetime import datetime

import time_machine
from django.test import Client

from huiying.core.ledger import codes
from huiying.mechanisms.complaints.tests.support import Case


class Visitor:
    """Goes through the pages as a browser does; `at` is the day."""

    def __init__(self, at: datetime, language: str = "en") -> None:
        self.client = Client(headers={"host": "localhost"})
        self.at = at
        self.prefix = "" if language == "zh" else f"/{language}"
        self.home = ""

    def get(self, path: str):
        with time_machine.travel(self.at, tick=False):
            return self.client.get(path)

    def post(self, path: str, data: dict | None = None):
        with time_machine.travel(self.at, tick=False):
            return self.client.post(path, data or {})

    def look_up(self, typed: str):
        return self.post(f"{self.prefix}/m/", {"code": typed})

    def open(self, case: Case):
        """Type the code and open the page; later pages are named from there."""
        answer = self.look_up(codes.grouped(case.filed.code))
        assert answer.status_code == 302, answer.content.decode()
        self.home = answer["Location"]
        return self.get(self.home)

    def page(self) -> str:
        return words(self.get(self.home))

    def act(self, name: str, data: dict | None = None):
        return self.post(f"{self.home}{name}", data)


def words(answer) -> str:
    """The page as it is read: without marks, blanks folded."""
    body = answer.content.decode()
    main = body.partition("<main")[2].partition("</main>")[0]
    text = re.sub(r"<script.*?</script>|<[^>]+>", " ", main, flags=re.S)
    return re.sub(r"\s+", " ", text.replace("&#x27;", "'").replace("&quot;", '"')).strip()


def without_token(answer) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
