"""The desk's talk with the people of a matter: a panel for kinds that have no words of their own for it."""

from django.utils.translation import gettext_lazy as _

from huiying.core.access import doors
from huiying.core.duties.matters import HolderPage, MatterPage
from huiying.core.holders import desk_talk
from huiying.core.kinds import N_, Act, IllegalMove
from huiying.core.web.acts import Desk, DeskAct, Doing
from huiying.core.web.acts_forms import ActForm, OneOfForm, Scene, excerpts, pick_one, words
from huiying.core.web.panels import Panel

_GROUP = N_("Talk with the people of it")


class AskForm(OneOfForm[MatterPage]):
    question = words(
        _("Question"),
        hint=_("One thing at a time, and why you need to know it."),
        needed=_("Write the question."),
    )


class AnswerForm(ActForm[MatterPage]):
    message = pick_one(_("Which message"), _("Choose the message you answer."))
    text = words(_("Answer"), needed=_("Write the answer."))

    def fill(self, scene: Scene[MatterPage]) -> None:
        waiting = {str(m.id) for m in desk_talk.open_messages(scene.page.history)}
        self.offer("message", excerpts(scene.page.lines, waiting))


def _ask(d: Doing[MatterPage]) -> None:
    desk_talk.ask_person(**d.of, **d.typed("question"), party_id=d.party)


def _answer(d: Doing[MatterPage]) -> None:
    desk_talk.answer_message(**d.of, **d.typed("text"), message_id=d.id("message"))


def _decide(page: MatterPage, act: DeskAct[MatterPage]) -> None:
    if Act.WORK not in page.acts:
        raise doors.Denied(act.move)
    if act.slug == "ask" and not page.people:
        raise IllegalMove(N_("There is nobody here to ask."))
    if act.slug == "answer-message" and not desk_talk.open_messages(page.history):
        raise IllegalMove(N_("Every message has been answered. Ask a question instead."))


DESK: Desk[MatterPage] = Desk(
    acts=(
        DeskAct(
            slug="answer-message",
            move="answer-message",
            group=_GROUP,
            icon="msg",
            title=N_("Answer a message"),
            button=N_("Send this reply"),
            form=AnswerForm,
            do=_answer,
        ),
        DeskAct(
            slug="ask",
            move="ask",
            group=_GROUP,
            icon="help",
            title=N_("Ask a question"),
            button=N_("Send the question"),
            form=AskForm,
            do=_ask,
        ),
    ),
    read=lambda page: page,
    decide=_decide,
    needs=lambda act: (Act.WORK,),
    ways={"message.answered": ("answer-message",)},
)
TALK: Panel[MatterPage, HolderPage] = Panel(
    read=lambda page: page, own_read=lambda page: page, desk=DESK
)
