"""Who gets in at each address, said by hand: the walks compare. A new address without a line here fails."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

# --- who -------------------------------------------------------------------------------------------------
NOBODY = "nobody"
HOLDER = "holder"
OTHER_HOLDER = "other holder"
STAFF = frozenset(
    {
        "desk", "cases", "stationhead", "complaints", "colleague", "head", "supervisor", "city",
        "cityhead", "chief", "oversight", "response", "outside", "procuratorate", "admin", "legal",
    }
)  # fmt: skip
ANYBODY = STAFF | {NOBODY, HOLDER, OTHER_HOLDER}
REGISTER = STAFF - {"supervisor", "chief", "oversight", "response", "admin", "legal"}
SUPERVISE = frozenset({"stationhead", "head", "supervisor", "cityhead", "chief"})
OVERSEE = frozenset({"oversight"})
DISPOSE = frozenset({"supervisor", "chief", "oversight"})
EMERGENCY = STAFF - {"oversight", "response", "admin", "legal"}
LEGAL = frozenset({"legal"})
ASK_VIEWS = frozenset({"response"})
ADMINISTER = frozenset({"admin"})
COUNT = frozenset({"stationhead", "head", "cityhead", "oversight", "response"})
# Of a complaint about the station of `desk` and `stationhead` that Qinghe district decides:
HANDLE = frozenset({"complaints", "colleague", "head", "supervisor"})
SEE = HANDLE | {"cityhead", "chief", "oversight", "legal"}
# Of one about another district's station:
SEE_ELSEWHERE = frozenset({"cityhead", "chief", "oversight"})

# --- what --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Way:
    """An address: who gets in, with which status; anybody else is turned away as their kind is."""

    who: frozenset[str]
    status: int = 200
    given: Mapping[str, str] = field(default_factory=dict)
    # For whom the answer is another one, though they are not turned away.
    but: Mapping[str, int] = field(default_factory=dict)


def public(status: int = 200, **given: str) -> list[Way]:
    return [Way(who=ANYBODY, status=status, given=given)]


def staff(who: frozenset[str] = STAFF, status: int = 200, **given: str) -> list[Way]:
    return [Way(who=who, status=status, given=given)]


def holder(status: int = 200, **given: str) -> list[Way]:
    return [Way(who=frozenset({HOLDER}), status=status, given={"handle": "own", **given})]


def matter(who: frozenset[str], elsewhere: frozenset[str], **given: str) -> list[Way]:
    """A page of a complaint: of the one about Liudu, of one about another district, and of none at all."""
    return [
        Way(who=who, given={"ref": "own", **given}),
        Way(who=elsewhere, given={"ref": "other", **given}),
        Way(who=frozenset(), given={"ref": "2601-0000-0000", **given}),
    ]


NOTHING = frozenset[str]()
SOME_ID = str(uuid.UUID(int=7))
TABLE: dict[str, list[Way]] = {
    # everybody
    "home": public(),
    "privacy": public(),
    "accessibility": public(),
    "rules": public(),
    "rule": public(404, rule_id="no.such-rule"),
    "stop_mail": public(404, token="x"),
    "figures": public(),
    "figures_csv": public(),
    "figures_json": public(),
    "figures_imported": public(),
    "unit_figures": public(code="QH"),
    "figures_editions": public(),
    "figures_edition": public(404, period="1999"),
    "figures_edition_json": public(404, period="1999"),
    "figures_feed": public(),
    "no_receipt": public(),
    "no_receipt_thanks": public(),
    "tablet": public(),
    "tablet_clear": public(302),
    "tablet_here": public(403),
    "tablet_end": public(302),
    "tell_start": public(),
    "tell_check": public(302),
    "tell_receipt": public(302),
    "tell_step": public(slug="how"),
    "petition_start": public(),
    "petition_step": public(slug="what"),
    "petition_check": public(302),
    "petition_receipt": public(302),
    "matter_lookup": public(),
    "matter_lost": public(),
    "matter_lost_sent": public(),
    "matter_renew": public(404, token="x"),
    "web:challenge": public(),
    "web:stay": [
        Way(who=STAFF, status=204, but=dict.fromkeys((NOBODY, HOLDER, OTHER_HOLDER), 403))
    ],
    "web:gallery": public(404),
    "web:gallery-desk": public(404),
    # the holder of a code, in the browser where it was typed
    "matter": holder(),
    "matter_code": holder(302),
    "matter_replace_code": holder(),
    "matter_shut": holder(),
    "matter_word": holder(),
    "matter_looks": holder(),
    "matter_data": holder(),
    "matter_held": holder(),
    "matter_kept": holder(),
    "matter_letter": holder(),
    "matter_close": holder(405),
    "matter_file": [*holder(file_id="own"), *holder(404, file_id="other")],
    "matter_reply": holder(question=SOME_ID),
    "matter_write": holder(),
    "matter_files": holder(),
    "matter_deed": [
        way
        for slug in ("disagree", "withdraw", "go-on", "take-up-again", "view", "pressure")
        for way in holder(slug=slug)
    ],
    "matter_contact": holder(),
    "case_request": holder(403, matter_id=SOME_ID),
    "petition_receipt_fetch": holder(302),
    "petition_another": holder(302),
    # signing in, and one's own account; what is set up or ended there asks first that one shows oneself again
    "account_login": [Way(who=ANYBODY, but=dict.fromkeys(STAFF, 302))],
    "account_logout": [Way(who=ANYBODY, but=dict.fromkeys((NOBODY, HOLDER, OTHER_HOLDER), 302))],
    "account_inactive": public(),
    "account_reauthenticate": staff(),
    "account_change_password": staff(status=302),
    "signin_mine": staff(),
    "signin_morning": staff(status=405),
    "signin_end": staff(status=405, sign_in=SOME_ID),
    "signin_end_others": staff(status=405),
    "mfa_index": staff(),
    "mfa_authenticate": public(302),
    "mfa_reauthenticate": staff(status=302),
    "mfa_activate_totp": staff(status=302),
    "mfa_deactivate_totp": staff(status=404),
    "mfa_view_recovery_codes": staff(status=302),
    "mfa_generate_recovery_codes": staff(status=302),
    "mfa_add_webauthn": staff(status=302),
    "mfa_reauthenticate_webauthn": staff(status=302),
    "mfa_remove_webauthn": staff(status=302, pk="1"),
    "mfa_edit_webauthn": staff(status=302, pk="1"),
    "mfa_login_webauthn": public(302),
    "openid_connect_login": public(404, provider_id="sso"),
    "openid_connect_callback": public(404, provider_id="sso"),
    # staff, by what their seat may do anywhere
    "desk": staff(),
    "desk_assign": staff(status=405),
    "desk_put_aside": staff(status=405),
    "search": staff(),
    "officer_own": staff(),
    "officer_reply": staff(NOTHING, line=SOME_ID),
    "officer_contest": staff(NOTHING, line=SOME_ID),
    "officer_letter": staff(NOTHING, line=SOME_ID),
    "channel_counts": staff(COUNT),
    # Their own visits alone; what a visit shows is asked of the matter, and somebody else's is no page at all.
    "visit_day": staff(),
    "visit_week": staff(),
    "visit_shell": staff(),
    "visit_worker": public(),
    "visit_manifest": public(),
    "visit_hello": staff(),
    "visit_take": staff(status=405),
    "visit_send": staff(status=405),
    "petition_heard": staff(ASK_VIEWS),
    "visit_asks": staff(ASK_VIEWS),
    "visit_asks_ask": staff(ASK_VIEWS, 405, matter=SOME_ID, party=SOME_ID),
    "visit_asks_phone": staff(NOTHING, matter=SOME_ID, party=SOME_ID),
    "visit_promises": staff(SUPERVISE),
    "visit_raised": holder(event=SOME_ID),
    "visit_door": staff(NOTHING, visit=SOME_ID),
    "visit_sheet": staff(NOTHING, visit=SOME_ID),
    "visit_versions": staff(NOTHING, visit=SOME_ID),
    "intake": staff(REGISTER),
    "intake_done": staff(REGISTER, 302),
    "intake_print": staff(REGISTER, 405),
    "case_intake": staff(REGISTER),
    "case_intake_done": staff(REGISTER, 302),
    "case_intake_print": staff(REGISTER, 405),
    # The complaints that are tried here have neither papers nor calls of a case: who may work on one finds none.
    "case_paper": [
        Way(who=HANDLE, status=404, given={"ref": "own", "slug": "receipt"}),
        Way(who=NOTHING, given={"ref": "2601-0000-0000", "slug": "receipt"}),
    ],
    "case_call": [
        Way(who=HANDLE, status=404, given={"ref": "own"}),
        Way(who=NOTHING, given={"ref": "2601-0000-0000"}),
    ],
    # The plan of a campaign is everybody's; the desk's pages show what one's own unit has to do with.
    "campaigns_public": public(),
    "campaigns_feed": public(),
    "campaign_public": public(404, ref="2601-0000-0000"),
    "campaign_say": public(404, ref="2601-0000-0000"),
    "raised_receipt_fetch": holder(302),
    "campaign_list": staff(),
    "campaign_declare": staff(SUPERVISE),
    "campaign_day": staff(),
    # Nobody's data: where one goes oneself. A form of an area that is not theirs gets the answer of one that is none.
    "campaign_shell": staff(),
    "campaign_worker": public(),
    "campaign_manifest": public(),
    "campaign_hello": staff(),
    "campaign_take": staff(status=405),
    "campaign_send": staff(status=405),
    "campaign_raised": staff(status=302),
    "campaign_raised_slip": staff(status=405),
    "campaign_count": staff(NOTHING, ref="2601-0000-0000", area="x"),
    "campaign_raise": staff(NOTHING, ref="2601-0000-0000", area="x"),
    "raised_list": staff(),
    "petition_intake": staff(REGISTER),
    "petition_intake_done": staff(REGISTER, 302),
    "petition_intake_print": staff(REGISTER, 405),
    "private_tablet": staff(REGISTER),
    "slips": staff(REGISTER),
    "slips_print": staff(REGISTER, 405),
    "slips_void": staff(REGISTER, 405),
    "leave": staff(SUPERVISE),
    "watch": staff(SUPERVISE),
    "petition_marked": staff(SUPERVISE),
    "watch_unit": [
        *staff(SUPERVISE, code="QH-01"),
        *staff(SUPERVISE - {"stationhead"}, code="QH"),
        *staff(frozenset({"cityhead", "chief"}), code="BL"),
    ],
    "oversight": staff(OVERSEE),
    "looked_into": staff(OVERSEE, 405, report_id=SOME_ID),
    "emergency": staff(EMERGENCY),
    "disposal": staff(DISPOSE),
    "hold": matter(DISPOSE | LEGAL, frozenset({"chief", "oversight"})),
    "emergency_judged": staff(OVERSEE, 405, emergency_id=SOME_ID),
    "read_log": staff(OVERSEE),
    "unusual_asked": staff(OVERSEE, 405, unusual_id=SOME_ID),
    "ask_views": staff(ASK_VIEWS),
    "administration": staff(ADMINISTER),
    "dead_letter": staff(ADMINISTER, 405, notice_id=SOME_ID),
    "move_clock": staff(ADMINISTER, 405),
    "refresh_figures": staff(ADMINISTER, 405),
    "administer_units": staff(ADMINISTER),
    "administer_people": staff(ADMINISTER),
    "administer_clients": staff(ADMINISTER),
    # staff, by where they stand to the complaint
    "staff_matter": matter(SEE, SEE_ELSEWHERE),
    "copies": matter(SEE, SEE_ELSEWHERE),
    "copies_text": staff(HANDLE, 404, ref="own", event=SOME_ID, name="narrative"),
    "copies_file": staff(HANDLE, 404, ref="own", file_id=SOME_ID),
    "copies_page": staff(HANDLE, 404, ref="own", file_id=SOME_ID, number="1"),
    "copy_review": staff(SEE, 404, ref="own", copy_id=SOME_ID),
    "copy_download": staff(HANDLE | LEGAL, 404, ref="own", copy_id=SOME_ID),
    "staff_sealed": staff(HANDLE, 404, ref="own"),
    "staff_sealed_bundle": staff(HANDLE, 404, ref="own"),
    "staff_sealed_file": staff(HANDLE, 404, ref="own", file_id="own"),
    "staff_person": matter(HANDLE, NOTHING),
    "staff_alike": matter(HANDLE, NOTHING),
    "staff_file": matter(HANDLE, NOTHING, file_id="own"),
    "staff_act": [*matter(HANDLE, NOTHING, slug="accept"), *matter(NOTHING, NOTHING, slug="x")],
    "gate": matter(HANDLE, NOTHING),
    "gate_second": matter(frozenset({"head", "supervisor"}) | LEGAL, NOTHING),
    "gate_outside": matter(NOTHING, NOTHING),
    "gate_supervise": matter(frozenset({"supervisor", "chief"}), frozenset({"chief"})),
    "covert": matter(OVERSEE, OVERSEE),
    "covert_answer": staff(NOTHING, asked=SOME_ID),
    "gate_asked": staff(),
    "sentences": staff(LEGAL),
    "sentences_take_up": staff(LEGAL, 405),
    "sentence_approve": staff(LEGAL, 405, sentence_id=SOME_ID),
    "sentence_retire": staff(LEGAL, 405, sentence_id=SOME_ID),
    "withheld": staff(SUPERVISE | OVERSEE),
    # Of a complaint there is no paper of a petition: who could read it finds none.
    "petition_paper": [
        Way(who=HANDLE, status=404, given={"ref": "own", "code": "notice"}),
        Way(who=NOTHING, given={"ref": "other", "code": "notice"}),
    ],
    "ask_views_ask": staff(ASK_VIEWS, 405, ref="own"),
    "ask_views_phone": matter(ASK_VIEWS, ASK_VIEWS),
    "ask_views_apart": matter(ASK_VIEWS, ASK_VIEWS),
}
