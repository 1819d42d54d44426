"""What a registry must say of each act, look and form: the complaints about what it leaves out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

from bot.core.edit import Edit, editing
from bot.core.errors import UserError
from bot.core.registry import ActKind, FormKind, LookKind
from bot.core.requests import Act, Form, Look, Request
from bot.core.rights import Need
from bot.core.undo_acts import Undo
from bot.documents.acts import ImportPlan, Preview, QuestionsForm
from bot.documents.rosters.acts import ImportRoster, RosterPreview
from bot.mail.acts import MailAgain
from bot.mail.texts import build_bounced
from bot.meetings.agenda.acts import SettlePoints
from bot.meetings.anchors.acts import AnchorWhatIf
from bot.meetings.minutes.acts import SaveForm
from bot.meetings.polls.acts import ChangePollForm, ShowPoll, Vote, VoteForm
from bot.meetings.replies.acts import SendReply
from bot.meetings.rounds.acts import AnswerForm, AnswerRound, Chase, ShowRound
from bot.meetings.series.acts import PreviewSeries
from bot.plan.acts import AddItem, ItemAct
from bot.plan.looks import Next
from bot.plan.rules.items import Item
from bot.privacy.acts import AgreeToErase
from bot.privacy.rules import ErasureNotice
from bot.privacy.texts import build_erasure
from bot.proposals.acts import Propose
from bot.reminders.acts import AnswerLost, Reminders, Share, SkipNotice
from bot.reminders.texts.decisions import build_dead_letter
from tests.core.examples import EXAMPLES, running_poll, running_round
from tests.core.meeting_examples import CALL, an_anchor
from tests.core.requests_listed import ADDING, FORMS, LOOKS, NAMELESS, ONCE, WITHOUT_GROUP
from tests.stage import COORDINATOR, LEAD1, MEMBER, NOW, WS1, Stage, on

# What needs something to be there first.
BUILT: dict[type[Request], Callable[[Stage], Request]] = {
    ShowPoll: lambda stage: ShowPoll(running_poll(stage).item_id),
    VoteForm: lambda stage: VoteForm(running_poll(stage).id),
    ChangePollForm: lambda stage: ChangePollForm(running_poll(stage).id),
    AnchorWhatIf: lambda stage: AnchorWhatIf(an_anchor(stage), on("2018-09-17")),
    PreviewSeries: lambda _stage: PreviewSeries("FREQ=WEEKLY;BYDAY=TU;COUNT=3", CALL, ("WS1",), "Team call"),
    SaveForm: lambda stage: _after_a_meeting(stage, SaveForm()),
    Preview: lambda stage: Preview(_waiting(stage)),
    RosterPreview: lambda stage: RosterPreview(_waiting_roster(stage)),
    QuestionsForm: lambda stage: QuestionsForm(_waiting(stage)),
    ShowRound: lambda stage: ShowRound(running_round(stage)),
    Chase: lambda stage: Chase(running_round(stage)),
    AnswerForm: lambda stage: AnswerForm(running_round(stage)),
}
DOERS: dict[type[Act], str] = {
    Undo: LEAD1,
    Propose: MEMBER,
    Vote: MEMBER,
    SendReply: MEMBER,
    AnswerRound: MEMBER,
}
"""Who does what the coordinator does not do."""


def _after_a_meeting(stage: Stage, request: Request) -> Request:
    EXAMPLES[SettlePoints].build(stage)
    return request


def _waiting(stage: Stage) -> int:
    """A document that waits for the coordinator, a version of the plan with another date."""
    act = EXAMPLES[ImportPlan].build(stage)
    assert isinstance(act, ImportPlan)
    return act.draft_id


def _waiting_roster(stage: Stage) -> int:
    """A roster that waits for the coordinator."""
    act = EXAMPLES[ImportRoster].build(stage)
    assert isinstance(act, ImportRoster)
    return act.draft_id


def _shown(look: Look) -> Callable[[Stage], list[dict[str, Any]]]:
    return lambda stage: stage.look(look, stage.as_(COORDINATOR)).blocks


# Acts that nobody says in words, and what has their buttons.
BUTTONS: dict[type[Act], Callable[[Stage], list[dict[str, Any]]]] = {
    AgreeToErase: lambda s: build_erasure(ErasureNotice(s.cli().group, 1, MEMBER, NOW)).blocks,
    SkipNotice: _shown(Reminders(60)),
    ImportPlan: lambda s: s.look(Preview(_waiting(s)), s.as_(COORDINATOR)).blocks,
    ImportRoster: lambda s: s.look(RosterPreview(_waiting_roster(s)), s.as_(COORDINATOR)).blocks,
    AnswerLost: lambda s: (
        build_dead_letter(
            1, s.cli().group, called="the month ahead", recipient=WS1, due_at=NOW, zone=s.cli().group.zone
        ).blocks
    ),
    Share: _shown(Next()),
    MailAgain: lambda _s: build_bounced("Ms A. Otieno", "a@example.org", "5.1.1", 1, 1).blocks,
}


def complaints(stage: Stage) -> list[str]:
    """All that is missing in the registry of a stage; empty where it is complete."""
    registry = stage.work.registry
    known = registry.types.values()
    found = [f"{kind.__name__}: in no feature" for kind in _every_request() if kind not in known]
    for kind in registry.acts.values():
        found += complaints_of_act(stage, kind)
    for look in registry.looks.values():
        found += complaints_of_label(stage, look)
    for form in registry.forms.values():
        found += complaints_of_label(stage, form)
    return found


def complaints_of_label(stage: Stage, kind: LookKind[Any] | FormKind[Any]) -> list[str]:
    """What is missing in the declaration of a look or a form."""
    if kind.type in BUILT:
        request: Request | None = BUILT[kind.type](stage)
    else:
        request = next((one for one in (*LOOKS, *FORMS) if type(one) is kind.type), None)
    if request is None:
        return [f"{kind.type.NAME}: no example"]
    with stage.looking(stage.as_(COORDINATOR)) as looking:
        try:
            label = kind.label(request, looking.snapshot, looking.reader)
            if isinstance(kind, FormKind):
                assert isinstance(kind.need(request, looking.snapshot), Need)
                assert kind.build(request, looking)["type"] == "modal" and callable(kind.read)
            else:
                assert kind.show(request, looking).blocks
        except (TypeError, AssertionError) as error:
            return [f"{kind.type.NAME}: {error!r}"]
    return [] if label else [f"{kind.type.NAME}: no label"]


def complaints_of_act(stage: Stage, kind: ActKind[Any]) -> list[str]:
    """What is missing in the declaration of an act: what it says, and what it does when it is done."""
    return [f"{kind.type.NAME}: {missing}" for missing in _missing(stage, kind)]


def _missing(stage: Stage, kind: ActKind[Any]) -> Iterator[str]:
    needed = ("load", "need", "carry_out", "say", "told")
    lacking = [name for name in needed if not callable(getattr(kind, name))]
    if lacking or kind.type not in EXAMPLES:
        yield f"no {', '.join(lacking) or 'example'}"
        return
    commands = {command.name for command in stage.work.registry.commands}
    if kind.words not in commands if kind.words else not _has_button(stage, kind.type):
        yield "neither words nor a button"
    act = EXAMPLES[kind.type].build(stage)
    if kind.can_be_proposed is not isinstance(act, ItemAct | AddItem):
        yield "what is about items can be proposed, and nothing else"
    with _loaded(stage, kind, act) as (edit, subject):
        yield from _missing_before(kind, act, edit, subject)
    if kind.type not in WITHOUT_GROUP:
        yield from _missing_afterwards(stage, kind, act)
    elif not kind.no_undo:
        yield "no reason why it is not taken back"


def _has_button(stage: Stage, kind: type[Act]) -> bool:
    """Whether a text offers the act: by its value, or as the look that *Share* shows."""
    names = {kind.NAME} if kind is not Share else set()
    for element in _elements(BUTTONS[kind](stage)) if kind in BUTTONS else ():
        value = element.get("value")
        if kind is Share and str(element.get("action_id")).startswith("share"):
            return True
        if isinstance(value, str) and value.startswith("[") and json.loads(value)[0].split("@")[0] in names:
            return True
    return False


def _elements(part: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - any JSON value
    if isinstance(part, dict):
        yield part
        for value in part.values():
            yield from _elements(value)
    elif isinstance(part, list):
        for one in part:
            yield from _elements(one)


class _Enough(Exception):
    """What was only looked at is not kept."""


@contextmanager
def _loaded(stage: Stage, kind: ActKind[Any], act: Act) -> Iterator[tuple[Edit, Any]]:
    with suppress(_Enough), editing(stage.work, stage.as_(DOERS.get(kind.type, COORDINATOR)), NOW) as edit:
        yield edit, kind.load(act, edit)
        raise _Enough


def _missing_before(kind: ActKind[Any], act: Act, edit: Edit, subject: Any) -> Iterator[str]:  # noqa: ANN401
    needed = kind.need(act, subject, edit)
    needs = [needed] if isinstance(needed, Need) else list(needed)
    if not needs or not all(isinstance(need, Need) for need in needs):
        yield "no right"
    snapshot = edit.work.snapshots.read(edit.session, edit.facts)
    if not kind.say(act, snapshot, edit.caller.reader):
        yield "no sentence"
    if type(act) not in NAMELESS and not kind.name_of(subject):
        yield "no name for what it is about"
    if (act.basis or ()) != kind.basis(subject):
        yield "no basis"
    if act.basis and not kind.state(edit, subject):
        yield "no words for how it stands now"


def _missing_afterwards(stage: Stage, kind: ActKind[Any], act: Act) -> Iterator[str]:
    user, before = DOERS.get(kind.type, COORDINATOR), _state(stage)
    try:
        done = stage.do(act, stage.as_(user))
    except UserError as error:
        yield f"it cannot be done: {error.text}"
        return
    told = kind.told(done, stage.as_(user).reader)
    if not told.text or not told.blocks:
        yield "nothing is told"
    if hasattr(done.result, "is_same") and not isinstance(act, ADDING + ONCE):
        try:
            again = stage.do(replace(act, basis=None), stage.as_(user))
        except UserError as error:
            yield f"it is not said that it is so already: {error.text}"
            return
        if again.act_id is not None or not again.result.is_same:
            yield "nothing says that it is so already"
    if kind.no_undo:
        return
    if done.act_id is None:
        yield "no entry of the history, and no reason why it is not taken back"
        return
    try:
        stage.do(Undo(done.act_id), stage.as_(user))
    except UserError as error:
        yield f"no way back: {error.text}"
        return
    if _state(stage) != before:
        yield "it is not taken back whole"


def _state(stage: Stage) -> dict[str, Item]:
    """The plan, whatever number of changes has made it so."""
    return {
        key: replace(item, row_version=0, schedule_version=0, calendar_version=0, changed_at=None)
        for key, item in stage.items().items()
    }


def _every_request() -> Iterator[type[Request]]:
    """All types of acts, looks and forms that have a name; what a test defines is no part of the bot."""
    waiting: list[type[Request]] = [Act, Look, Form]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.NAME and kind.__module__.startswith("bot."):
            yield kind
