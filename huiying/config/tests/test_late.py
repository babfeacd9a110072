"""What is read late is found all the same."""

import re

from django.urls import get_resolver, resolve, reverse
from django.utils import translation

from huiying.config.api import api
from huiying.config.late import Late


def test_a_walk_over_all_addresses_sees_each_operation_of_the_api():
    [late] = [one for one in get_resolver().url_patterns if isinstance(one, Late)]
    seen = {
        re.sub(r"<(\w+:)?(\w+)>", r"{\2}", f"/api/v1/{one.pattern}") for one in late.url_patterns
    }
    told = set(api.get_openapi_schema()["paths"])
    assert "/api/v1/complaints" in told
    assert told - seen == set()


def test_addresses_of_the_api_are_written_and_read_in_each_language():
    for language in ("zh-hans", "en"):
        with translation.override(language):
            address = reverse("api-1:openapi-json")
            assert address == "/api/v1/openapi.json"
            assert resolve(address).view_name == "api-1:openapi-json"


def test_its_names_may_be_asked_for_once_its_addresses_are_read():
    late = Late(route="api/v1/", module="huiying.config.api", namespace="api-1")
    assert late.url_patterns
    assert late.reverse_dict.getlist("openapi-json")
