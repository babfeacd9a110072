"""Pages that show several mechanisms."""

from django.urls import path
from django.urls.resolvers import URLPattern

from huiying.pages.views import (
    about,
    administration,
    administration_units,
    desk,
    desk_assign,
    emergency,
    home,
    oversight,
    rules,
    stop,
    unusual,
    watch,
)

urlpatterns: list[URLPattern] = [
    path("desk/", desk.desk, name="desk"),
    path("desk/assign", desk_assign.assign, name="desk_assign"),
    path("desk/put-aside", desk.put_aside, name="desk_put_aside"),
    path("desk/emergency", emergency.emergency, name="emergency"),
    path("", home.home, name="home"),
    path("privacy", about.privacy, name="privacy"),
    path("accessibility", about.accessibility, name="accessibility"),
    path("watch/", watch.watch, name="watch"),
    path("watch/<slug:code>/", watch.unit_duties, name="watch_unit"),
    path("oversight/", oversight.oversight, name="oversight"),
    path("oversight/unusual/<uuid:unusual_id>", unusual.asked, name="unusual_asked"),
    path("oversight/emergency/<uuid:emergency_id>", emergency.judged, name="emergency_judged"),
    path("oversight/report/<uuid:report_id>", oversight.looked_into, name="looked_into"),
    path("rules/", rules.rules, name="rules"),
    path("rules/<str:rule_id>/", rules.rule, name="rule"),
    path("administration/", administration.administration, name="administration"),
    path("administration/letter/<uuid:notice_id>", administration.dead_letter, name="dead_letter"),
    path("administration/clock", administration.move_clock, name="move_clock"),
    path("administration/figures", administration.refresh_figures, name="refresh_figures"),
    path("administration/units", administration_units.administer_units, name="administer_units"),
    path("administration/people", administration_units.administer_people, name="administer_people"),
    path(
        "administration/clients", administration_units.administer_clients, name="administer_clients"
    ),
    path("stop/<str:token>", stop.stop, name="stop_mail"),
]
