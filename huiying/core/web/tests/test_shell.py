"""What stands around every page."""

import pytest
from django.contrib import messages
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from huiying.core.web import problems, site
from huiying.core.web.middleware import NewsMiddleware, personal_page
from huiying.core.web.rows import Count, Interval, Point
from huiying.core.web.templatetags import hy


@pytest.fixture
def gallery(settings, db):
    settings.HUIYING_GALLERY = True
    return Client(headers={"host": "localhost"})


@pytest.mark.parametrize("page", ["/web/gallery", "/web/gallery/desk"])
@pytest.mark.parametrize(
    ("prefix", "language"), [("", "zh-Hans"), ("/en", "en"), ("/zh-hant", "zh-Hant")]
)
def test_every_page_says_its_language_and_obeys_the_policy(gallery, page, prefix, language):
    answer = gallery.get(prefix + page)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in html
    assert " style=" not in html
    assert " onclick=" not in html
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_nothing_is_fetched_from_elsewhere(gallery):
    html = gallery.get("/en/web/gallery").content.decode()
    loaded = [part.split('"')[0] for part in html.split('src="')[1:]]
    assert loaded
    assert all(address.startswith("/static/") for address in loaded)


def test_the_gallery_is_closed_where_it_is_not_asked_for(db, settings):
    settings.HUIYING_GALLERY = False
    assert Client(headers={"host": "localhost"}).get("/web/gallery").status_code == 404


@pytest.mark.parametrize(
    ("path", "language", "twin"),
    [
        ("/tell/2", "en", "/en/tell/2"),
        ("/en/tell/2", "zh-hans", "/tell/2"),
        ("/en/", "zh-hans", "/"),
        ("/en", "zh-hant", "/zh-hant/"),
        ("/entry/", "en", "/en/entry/"),
    ],
)
def test_the_switch_of_language_keeps_the_page(path, language, twin):
    assert site.in_language(path, language) == twin


def test_what_went_wrong_is_said_with_its_status(db, rf):
    request = rf.get("/x")
    request.resolver_match = None
    for answer, status in (
        (problems.bad_request(request), 400),
        (problems.forbidden(request), 403),
        (problems.not_found(request), 404),
        (problems.conflict(request), 409),
        (problems.gone(request), 410),
        (problems.too_many(request, 40), 429),
    ):
        assert answer.status_code == status
        assert "<h1" in answer.content.decode()


def test_a_fault_of_ours_needs_no_database(django_db_blocker):
    with django_db_blocker.block():
        assert "<h1" in render_to_string("500.html")


def test_a_form_without_its_cookie_is_told_what_to_do(db):
    client = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    answer = client.post("/en/web/stay")
    assert answer.status_code == 403
    assert "Please send that once more" in answer.content.decode()


def test_a_personal_page_is_stored_nowhere(rf: RequestFactory):
    answer = personal_page(lambda request: HttpResponse("name"))(rf.get("/"))
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_whoever_holds_a_session_gets_pages_that_are_stored_nowhere(gallery, settings):
    gallery.cookies[settings.SESSION_COOKIE_NAME] = "x"
    assert "no-store" in gallery.get("/en/web/gallery").headers["Cache-Control"]


def test_a_receipt_code_is_read_in_fours():
    assert hy.hy_groups("4718 2093 5561 0824 0019") == ["4718", "2093", "5561", "0824", "0019"]


def test_an_interval_is_also_a_table():
    html = render_to_string(
        "web/parts/intervals.html",
        hy.hy_intervals(
            [Interval(label="<Qinghe>", value=0.5, low=0.4, high=0.6, n=31)], "Kept in time"
        ),
    )
    assert "&lt;Qinghe&gt;" in html
    assert '<td class="n">40–60%</td>' in html
    assert '<td class="n">31</td>' in html


def test_a_chart_is_also_a_table_and_writes_no_markup_of_others():
    html = render_to_string(
        "web/parts/chart.html", hy.hy_bars("<t>", [Count(label="<b>", value=3)], "")
    )
    assert "<b>" not in html
    assert '<td class="n">3</td>' in html
    drawn = hy.hy_line("t", [Point(label="1", value=5, low=4, high=6)], "", target=6)
    assert "5 (4–6)" in render_to_string("web/parts/chart.html", drawn)
    assert "svg" in render_to_string("web/parts/chart.html", hy.hy_bars("t", [], ""))


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_staff_sign_in_on_a_page_of_ours(db, prefix):
    client = Client(headers={"host": "localhost"})
    html = client.get(f"{prefix}/account/login/").content.decode()
    assert html.count('class="govuk-input') == 2
    wrong = client.post(
        f"{prefix}/account/login/", {"login": "nobody", "password": "wrong"}
    ).content.decode()
    assert "govuk-error-summary" in wrong
    assert 'value="nobody"' in wrong


def test_the_address_alone_decides_the_language(gallery):
    asked = {"Accept-Language": "en", "Cookie": "django_language=en"}
    plain, english = gallery.get("/web/gallery", headers=asked), gallery.get("/en/web/gallery")
    assert plain.headers["Content-Language"] == "zh-hans"
    assert english.headers["Content-Language"] == "en"
    assert "Accept-Language" not in plain.headers.get("Vary", "")


def test_what_is_to_be_said_is_carried_to_the_next_page_and_said_once(rf):
    def pass_on(request, say=None, show=False):
        def view(request):
            if say:
                messages.info(request, say)
            shown = [str(m) for m in messages.get_messages(request)] if show else []
            return HttpResponse(" ".join(shown))

        return NewsMiddleware(view)(request)

    def page(cookies=None):
        request = rf.get("/")
        request.COOKIES.update(cookies or {})
        request.session = SessionStore()
        return request

    silent = pass_on(page())
    assert not silent.cookies
    told = pass_on(page(), say="Saved.")
    kept = {name: morsel.value for name, morsel in told.cookies.items()}
    assert not pass_on(page(kept)).cookies
    said = pass_on(page(kept), show=True)
    assert said.content == b"Saved."
    assert said.cookies["messages"].value == ""
