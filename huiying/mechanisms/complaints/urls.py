"""The addresses of complaints. The code is posted, never in an address."""

from django.urls import path
from django.urls.resolvers import URLPattern

from huiying.mechanisms.complaints import urls_staff
from huiying.mechanisms.complaints.views import follow, lookup, matter, own, protect, tablet, tell

urlpatterns: list[URLPattern] = [
    *urls_staff.urlpatterns,
    path("tell/", tell.start, name="tell_start"),
    path("tell/check", tell.check, name="tell_check"),
    path("tell/receipt", tell.receipt, name="tell_receipt"),
    path("tell/<slug:slug>", tell.step, name="tell_step"),
    # A screen that stands at a unit, for one person after another.
    path("tablet/", tablet.welcome, name="tablet"),
    path("tablet/clear", tablet.clear, name="tablet_clear"),
    path("tablet/here", tablet.here, name="tablet_here"),
    path("tablet/end", tablet.end, name="tablet_end"),
    # The person's page. A handle is of one browser session; it says nothing about the code or the matter.
    path("m/", lookup.lookup, name="matter_lookup"),
    path("m/lost", lookup.lost, name="matter_lost"),
    path("m/lost/sent", lookup.lost_sent, name="matter_lost_sent"),
    path("m/renew/<str:token>", lookup.renew_code, name="matter_renew"),
    path("m/<str:handle>/", matter.matter, name="matter"),
    path("m/<str:handle>/code", lookup.new_code, name="matter_code"),
    path("m/<str:handle>/new-code", follow.replace_code, name="matter_replace_code"),
    path("m/<str:handle>/shut", protect.shut, name="matter_shut"),
    path("m/<str:handle>/word", protect.word, name="matter_word"),
    path("m/<str:handle>/looks", own.looked, name="matter_looks"),
    path("m/<str:handle>/held", own.held, name="matter_held"),
    path("m/<str:handle>/data", own.data, name="matter_data"),
    path("m/<str:handle>/letter", matter.letter, name="matter_letter"),
    path("m/<str:handle>/close", matter.close, name="matter_close"),
    path("m/<str:handle>/file/<uuid:file_id>", matter.file, name="matter_file"),
    path(
        "m/<str:handle>/reply/<uuid:question>", follow.act, {"slug": "reply"}, name="matter_reply"
    ),
    *(
        path(
            f"m/<str:handle>/{deed.slug}",
            follow.act,
            {"slug": deed.slug},
            name=f"matter_{deed.slug}",
        )
        for deed in follow.DEEDS.deeds
        if deed.slug != "reply"
    ),
]
