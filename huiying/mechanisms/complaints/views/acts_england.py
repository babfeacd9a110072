"""Acts of the desk under the law of England and Wales: each only where a pack of the complaint knows its kind."""

from huiying.core.kinds import N_
from huiying.core.web.acts import DeskAct
from huiying.core.web.acts_forms import PlainForm
from huiying.mechanisms.complaints import forms_decide as decide
from huiying.mechanisms.complaints import forms_england as forms
from huiying.mechanisms.complaints import forms_staff as staff
from huiying.mechanisms.complaints.queries import ComplaintPage
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.services import england, recording
from huiying.mechanisms.complaints.views.acts_groups import DECIDE, PASS_ON, TALK

ENGLAND: tuple[DeskAct[ComplaintPage], ...] = (
    DeskAct(
        known="withdrawal.letter-sent", slug="letter", move=Move.LETTER, group=TALK, icon="msg",
        title=N_("Letter about the withdrawal"), button=N_("Put it on record"),
        form=staff.LetterForm,
        do=lambda d: recording.send_withdrawal_letter(
            **d.of, **d.typed("channel"), party_id=d.party
        ),
    ),
    DeskAct(
        slug="copy-record",
        move=Move.COPY_RECORD,
        group=TALK,
        icon="doc",
        known="record.copied",
        title=N_("Give a copy of the record"),
        button=N_("Put it on their page"),
        form=PlainForm,
        do=lambda d: recording.copy_record(**d.of),
    ),
    DeskAct(
        slug="withhold-record",
        move=Move.WITHHOLD_RECORD,
        group=TALK,
        icon="lock",
        known="record.withheld",
        title=N_("Hold the copy back"),
        button=N_("Hold it back, and tell why"),
        form=decide.WithholdForm,
        do=lambda d: recording.withhold_record(**d.of, **d.typed("reason")),
    ),
    DeskAct(
        slug="report-timeliness",
        move=Move.REPORT_TIMELINESS,
        group=PASS_ON,
        icon="clock",
        known="timeliness.reported",
        title=N_("Report why it is not finished"),
        button=N_("Send the report"),
        form=decide.TimelinessForm,
        do=lambda d: recording.report_timeliness(**d.of, **d.typed("months", "reasons")),
    ),
    DeskAct(
        slug="hear-withdrawal", move=Move.HEAR_WITHDRAWAL, group=TALK, icon="msg",
        known="withdrawal.answered",
        title=N_("Reply to the letter about the withdrawal"), button=N_("Put it on record"),
        form=forms.LetterReplyForm,
        do=lambda d: england.hear_withdrawal(
            **d.of, **d.typed("note"), wants=d.data["wants"] == "yes", party_id=d.party
        ),
    ),
    DeskAct(
        slug="deem-withdrawn", move=Move.DEEM_WITHDRAWN, group=DECIDE, icon="minus",
        known="withdrawal.answered",
        title=N_("No reply in 28 days: treat it as withdrawn"),
        button=N_("Treat it as withdrawn, and tell them"), form=forms.LetterOfForm,
        lead=N_("Regulation 39(4). They are told on their page and can take it up again any time."),
        do=lambda d: england.deem_withdrawn(**d.of, party_id=d.party),
    ),
    DeskAct(
        slug="meet", move=Move.MEET, group=TALK, icon="users", known="meeting.recorded",
        title=N_("A meeting was held"), button=N_("Put it on record"), form=forms.MeetingForm,
        lead=N_("Its written record is owed as soon as practicable."),
        do=lambda d: england.hold_meeting(
            **d.of, **d.typed("note"), occurred_at=d.data.get("occurred_at"), party_id=d.party
        ),
    ),
    DeskAct(
        slug="record-meeting", move=Move.RECORD_MEETING, group=TALK, icon="doc",
        known="meeting.recorded",
        title=N_("Send the record of the meeting"), button=N_("Send it"),
        form=forms.MeetingRecordForm,
        do=lambda d: england.record_meeting(**d.of, **d.typed("text")),
    ),
    DeskAct(
        slug="suspend", move=Move.SUSPEND, group=DECIDE, icon="lock",
        known="resumption.letter-sent",
        title=N_("Suspend it for criminal proceedings"),
        button=N_("Suspend, and tell the complainant"), form=forms.SuspendForm,
        lead=N_("Regulation 40: only while the proceedings would be prejudiced."),
        do=lambda d: england.suspend_complaint(**d.of, **d.typed("reason")),
    ),
    DeskAct(
        slug="end-suspension", move=Move.END_SUSPENSION, group=DECIDE, icon="right",
        known="resumption.letter-sent",
        title=N_("End the suspension"), button=N_("End it, and tell the complainant"),
        form=PlainForm, do=lambda d: england.end_suspension(**d.of),
    ),
    DeskAct(
        slug="resumption-letter", move=Move.RESUMPTION_LETTER, group=TALK, icon="msg",
        known="resumption.letter-sent",
        title=N_("Letter about going on"), button=N_("Put it on record"), form=staff.LetterForm,
        do=lambda d: england.send_resumption_letter(**d.of, **d.typed("channel")),
    ),
    DeskAct(
        slug="hear-resumption", move=Move.HEAR_RESUMPTION, group=TALK, icon="msg",
        known="resumption.answered",
        title=N_("Reply about going on"), button=N_("Put it on record"), form=forms.ResumeForm,
        do=lambda d: england.hear_resumption(
            **d.of, **d.typed("note"), wants=d.data["wants"] == "yes"
        ),
    ),
    DeskAct(
        slug="require-referral", move=Move.REQUIRE_REFERRAL, group=PASS_ON, icon="flag",
        known="referral.made",
        title=N_("It has to be referred to the IOPC"), button=N_("Put it on record"),
        form=forms.ReferralForm,
        lead=N_("From then on it is due by the end of the next day."),
        do=lambda d: england.require_referral(**d.of, **d.typed("cause", "reason")),
    ),
    DeskAct(
        slug="refer", move=Move.REFER, group=PASS_ON, icon="right", known="referral.made",
        title=N_("Refer it to the IOPC"), button=N_("Put it on record"), form=forms.ReferForm,
        do=lambda d: england.refer(**d.of, **d.typed("channel", "note")),
    ),
    DeskAct(
        slug="recommend", move=Move.RECOMMEND, group=DECIDE, icon="scale",
        known="recommendation.answered",
        title=N_("Recommend something"), button=N_("Send the recommendation"),
        form=forms.RecommendForm, do=lambda d: england.recommend(**d.of, **d.typed("text")),
    ),
    DeskAct(
        slug="answer-recommendation", move=Move.ANSWER_RECOMMENDATION, group=DECIDE, icon="doc",
        known="recommendation.answered",
        title=N_("Answer the recommendation"), button=N_("Send the response"),
        form=forms.RecommendationAnswerForm,
        do=lambda d: england.answer_recommendation(**d.of, **d.typed("text")),
    ),
    DeskAct(
        slug="copy-recommendation", move=Move.COPY_RECOMMENDATION, group=TALK, icon="doc",
        known="recommendation.copied",
        title=N_("Send the recommendation and the response on"), button=N_("Put it on their page"),
        form=PlainForm, do=lambda d: england.copy_recommendation(**d.of),
    ),
)  # fmt: skip
