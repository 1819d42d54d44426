"""What features declare: acts, looks and forms, each whole, so that nothing is said of it elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from bot.core.caller import Caller
from bot.core.codec import Carried, decode
from bot.core.i18n import _
from bot.core.kinds import FileKind, HomeSection, Passed, ShortcutKind, SubjectKind, TemplateKind
from bot.core.notices import NewNotice, NoticeKind, Planning
from bot.core.people import Reader
from bot.core.requests import Act, Basis, Form, Look, Request
from bot.core.rights import Need
from bot.core.snapshot import Part, Snapshot

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.core.edit import Edit

A = TypeVar("A", bound=Act)
L = TypeVar("L", bound=Look)
F = TypeVar("F", bound=Form)


class Shown(Protocol):
    """A finished message."""

    @property
    def text(self) -> str:
        """What stands for the blocks where they cannot be seen."""
        ...

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """Block Kit's dicts."""
        ...


@dataclass(frozen=True)
class Looking:
    """Somebody who looks at a group: what they see is of one moment.

    `session` serves the further reads that a look may declare; `shared`: the answer is for a whole channel.
    """

    snapshot: Snapshot
    caller: Caller
    now: datetime
    session: Session
    registry: Registry
    command: str = "/img"
    shared: bool = False

    def label(self, request: Request) -> str:
        """What a request does, in a few words for whoever looks."""
        return self.registry.label(request, self.snapshot, self.reader)

    @property
    def reader(self) -> Reader | None:
        """Who reads the answer; None where a whole channel does."""
        return None if self.shared else self.caller.reader

    @property
    def sees_notes(self) -> bool:
        """Whether what people noted and their reasons are shown: not to observers, nor to a whole channel."""
        reader = self.reader
        return reader is not None and (not reader.standing.is_observer or reader.standing.is_owner)

    @property
    def shared_by(self) -> str | None:
        """Who shows it to a channel (a user id); None where they look themselves."""
        return self.caller.person_key[1] if self.shared and self.caller.person_key else None


@dataclass(frozen=True)
class Done(Generic[A]):
    """What an act came to: all that its message is built from, after the commit.

    `result` is the feature's own view of what was and what is; `act_id` names the act in the history (None:
    nothing was changed); `undo_until` is how long *Undo* takes it back.
    """

    act: A
    group_id: int
    result: Any
    now: datetime
    registry: Registry
    act_id: int | None = None
    undo_until: datetime | None = None


Sentence = Callable[[A, Snapshot, Reader | None], str]


def _never(_act: Any, _edit: Edit, _subject: Any) -> None:  # noqa: ANN401
    return None


def _nothing(_subject: Any) -> Basis:  # noqa: ANN401
    return ()


def _unnamed(_subject: Any) -> str:  # noqa: ANN401
    return ""


def _unchanged(_edit: Edit, _subject: Any) -> str:  # noqa: ANN401
    return ""


@dataclass(frozen=True)
class ActKind(Generic[A]):
    """An act as its feature declares it.

    Args:
        type: its value.
        load: finds and locks what it touches, and refuses what is not of the caller's group.
        need: the right it takes (or several), from what was loaded.
        carry_out: the rule and the rows; returns the feature's view of what was and what is.
        say: what it does, in the reader's language ("move WS1-M1 to Wed 22 Nov, 14:00-17:30 Geneva").
        told: the message that confirms it.
        already: the view that says that all is like that already; None where there is something to do.
        basis: what must not have changed since the act was decided on; () where nothing is of that kind.
        name_of: what was loaded, as refusals name it.
        state: how what was loaded stands now, for an act that was decided on something else.
        words: the command that makes it; "" for acts that only buttons offer.
        no_undo: why *Undo* does not take it back; "" where it does.
        can_be_proposed: whether somebody without the right may send it to those who have it.
    """

    type: type[A]
    load: Callable[[A, Edit], Any]
    need: Callable[[A, Any, Edit], Need | Iterable[Need]]
    carry_out: Callable[[A, Edit, Any], Any]
    say: Sentence[A]
    told: Callable[[Done[A], Reader | None], Shown]
    already: Callable[[A, Edit, Any], Any] = _never
    basis: Callable[[Any], Basis] = _nothing
    name_of: Callable[[Any], str] = _unnamed
    state: Callable[[Edit, Any], str] = _unchanged
    words: str = ""
    no_undo: str = ""
    can_be_proposed: bool = False


@dataclass(frozen=True)
class LookKind(Generic[L]):
    """A look: what it shows, its name on a button, and whether its answer may go to a whole channel."""

    type: type[L]
    show: Callable[[L, Looking], Shown]
    label: Sentence[Any]
    can_be_shared: bool = False


@dataclass(frozen=True)
class FormKind(Generic[F]):
    """A form: who may open it, its view, its name on a button, and the act that its submission makes.

    `proposed` is what somebody who may not open it can send as a proposal instead; None where the form is
    what tells that.
    """

    type: type[F]
    need: Callable[[F, Snapshot], Need]
    build: Callable[[F, Looking], dict[str, Any]]
    read: Callable[[F, Any, Looking], Request]
    label: Sentence[Any]
    name_of: Callable[[F, Snapshot], str] = lambda _form, _snapshot: ""
    proposed: Callable[[F, Snapshot], Act | None] = lambda _form, _snapshot: None


@dataclass(frozen=True)
class Feature:
    """All that one folder adds to the bot.

    `pass_on` gives what a person (an id) has to another (a user id; None: to nobody), and tells what it was.
    `of_item` are requests for the menu of an item's card, `of_agency` blocks about an agency.
    """

    name: str
    acts: Sequence[ActKind[Any]] = ()
    looks: Sequence[LookKind[Any]] = ()
    forms: Sequence[FormKind[Any]] = ()
    subjects: Sequence[SubjectKind] = ()
    notices: Sequence[NoticeKind[Any]] = ()
    parts: Sequence[Part[Any]] = ()
    commands: Sequence[Any] = ()
    pass_on: Callable[[Edit, int, str | None], Sequence[Passed]] | None = None
    setting_up: Callable[[Looking], Sequence[tuple[str, Request]]] = lambda _looking: ()
    home: Sequence[HomeSection] = ()
    shortcuts: Sequence[ShortcutKind] = ()
    files: Sequence[FileKind] = ()
    templates: Sequence[TemplateKind] = ()
    of_item: Callable[[Any, Looking], Sequence[Request]] = lambda _item, _looking: ()
    of_agency: Callable[[str, Looking], Sequence[dict[str, Any]]] = lambda _name, _looking: ()


@dataclass
class Registry:
    """The features of one bot, by what they declare."""

    features: Sequence[Feature]
    acts: Mapping[type[Act], ActKind[Any]] = field(init=False)
    looks: Mapping[type[Look], LookKind[Any]] = field(init=False)
    forms: Mapping[type[Form], FormKind[Any]] = field(init=False)
    subjects: Mapping[str, SubjectKind] = field(init=False)
    notices: Mapping[str, NoticeKind[Any]] = field(init=False)
    types: Mapping[str, type[Request]] = field(init=False)

    def __post_init__(self) -> None:
        self.acts = {kind.type: kind for feature in self.features for kind in feature.acts}
        self.looks = {kind.type: kind for feature in self.features for kind in feature.looks}
        self.forms = {kind.type: kind for feature in self.features for kind in feature.forms}
        self.subjects = {kind.name: kind for feature in self.features for kind in feature.subjects}
        self.notices = _notices_by_name(self.features)
        self.types = _by_name((*self.acts, *self.looks, *self.forms))

    @property
    def parts(self) -> list[Part[Any]]:
        """The parts of a snapshot, in the order in which they are read."""
        return [part for feature in self.features for part in feature.parts]

    @property
    def passing_on(self) -> list[Callable[[Edit, int, str | None], Sequence[Passed]]]:
        """How each feature passes on what a person has."""
        return [feature.pass_on for feature in self.features if feature.pass_on is not None]

    def begun(self, looking: Looking) -> list[tuple[str, Request]]:
        """What features add to the first steps of a group (looks) and to its settings (forms)."""
        return [one for feature in self.features for one in feature.setting_up(looking)]

    @property
    def commands(self) -> list[Any]:
        """The words of the conversation, in the order of the help."""
        return [command for feature in self.features for command in feature.commands]

    def of_agency(self, name: str, looking: Looking) -> list[dict[str, Any]]:
        """What features add to what is shown of an agency, in their order."""
        return [block for feature in self.features for block in feature.of_agency(name, looking)]

    @property
    def home(self) -> list[HomeSection]:
        """What features add to Home, in their order."""
        return [section for feature in self.features for section in feature.home]

    @property
    def shortcuts(self) -> dict[str, ShortcutKind]:
        """The entries in the menu of messages, by their id."""
        return {one.name: one for feature in self.features for one in feature.shortcuts}

    def called(self, kind: str, payload: Mapping[str, Any]) -> str:
        """What people call a notice; one of a kind that is not known any more is just a message."""
        return self.notices[kind].called(payload) if kind in self.notices else _("a message")

    def plan_notices(self, planning: Planning) -> list[NewNotice]:
        """All notices that follow from the plan and are due within its time, one for each key."""
        found: dict[str, NewNotice] = {}
        for kind in self.notices.values():
            for notice in kind.plan(planning):
                found.setdefault(notice.key, notice)
        return list(found.values())

    def decode(self, text: str) -> Carried:
        """The request that a value holds; UnknownValue where it is of an older version, or none of ours."""
        return decode(text, self.types)

    @property
    def final_names(self) -> frozenset[str]:
        """The names of the acts that *Undo* does not take back."""
        return frozenset(kind.type.NAME for kind in self.acts.values() if kind.no_undo)

    def label(self, request: Request, snapshot: Snapshot, reader: Reader | None) -> str:
        """What a request does, in a few words of the reader's language."""
        if isinstance(request, Act):
            return self.acts[type(request)].say(request, snapshot, reader)
        kinds = self.looks if isinstance(request, Look) else self.forms
        return kinds[type(request)].label(request, snapshot, reader)  # type: ignore[index]


def _by_name(types: Iterable[type[Request]]) -> dict[str, type[Request]]:
    found: dict[str, type[Request]] = {}
    for one in types:
        if not one.NAME or one.NAME in found:
            raise ValueError(f"{one.__name__}: its name {one.NAME!r} is missing or taken")
        found[one.NAME] = one
    return found


def _notices_by_name(features: Iterable[Feature]) -> dict[str, NoticeKind[Any]]:
    kinds = [kind for feature in features for kind in feature.notices]
    found = {kind.name: kind for kind in kinds}
    if len(found) < len(kinds):
        raise ValueError(f"two kinds of notices share a name: {sorted(kind.name for kind in kinds)}")
    return found
