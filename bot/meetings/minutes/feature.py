"""Minutes: what can be done to them, what can be seen of them, and the words for both."""

from __future__ import annotations

from typing import Any

from bot.core.i18n import N_
from bot.core.kinds import ShortcutKind, SubjectKind
from bot.core.registry import ActKind, Feature, FormKind, LookKind
from bot.core.requests import Act
from bot.core.snapshot import Part
from bot.meetings.actions.texts import name_of_meeting
from bot.meetings.lineage import MINUTES
from bot.meetings.minutes import (
    acts,
    corrections,
    filing,
    forms,
    performing,
    reversing,
    showing,
    store,
    texts,
)
from bot.meetings.minutes.dropped_minutes import MINUTES_FILE
from bot.meetings.minutes.notices import NOTICES
from bot.meetings.minutes.rules import MinutesBook
from bot.meetings.minutes.words import COMMANDS
from bot.plan.texts.sentences import name_of_form


def _minutes_act(kind: type[Act], **rest: Any) -> ActKind[Any]:  # noqa: ANN401 - the parts of a kind
    """An act on minutes: loaded, named and told as all of them are."""
    declared: dict[str, Any] = {
        "load": performing.load_meeting,
        "need": performing.need_to_write,
        "told": texts.build_minutes_changed,
        "name_of": name_of_meeting,
        "words": "minutes",
    }
    return ActKind(kind, **(declared | rest))


MINUTES_OF_MEETINGS = Feature(
    name="minutes",
    parts=(Part(MinutesBook, store.book_of, weight=lambda book: len(book.records)),),
    subjects=(
        SubjectKind(
            MINUTES,
            need=reversing.need_of_entry,
            reverse=reversing.reverse_entry,
            name_of=reversing.name_of_change,
            history=reversing.history_of_change,
        ),
    ),
    acts=(
        _minutes_act(
            acts.NotePoint,
            already=performing.noted_already,
            carry_out=performing.note_point,
            say=texts.say_note,
            words="note",
        ),
        _minutes_act(
            acts.NameNoteTaker,
            need=performing.need_to_plan,
            already=performing.named_already,
            carry_out=performing.name_note_taker,
            say=texts.say_note_taker,
        ),
        _minutes_act(
            acts.CirculateMinutes,
            already=performing.circulated_already,
            carry_out=performing.circulate_minutes,
            say=texts.say_circulate,
        ),
        _minutes_act(
            acts.AdoptMinutes,
            already=performing.adopted_already,
            carry_out=performing.adopt_minutes,
            say=texts.say_adopt,
        ),
        _minutes_act(
            acts.AddAddendum,
            already=corrections.addendum_already,
            carry_out=corrections.add_addendum,
            say=texts.say_addendum,
        ),
    ),
    looks=(
        LookKind(acts.ShowMinutes, showing.show_minutes, texts.label_minutes, can_be_shared=True),
        LookKind(acts.MinutesPaper, filing.show_paper, texts.label_paper),
    ),
    forms=(
        FormKind(
            acts.CirculateForm,
            forms.need_to_write,
            forms.open_circulate_form,
            forms.read_circulate_form,
            texts.label_circulate_form,
            name_of_form,
        ),
        FormKind(
            acts.NoteTakerForm,
            forms.need_to_name,
            forms.open_note_taker_form,
            forms.read_note_taker_form,
            texts.label_note_taker_form,
            name_of_form,
        ),
        FormKind(
            acts.AddendumForm,
            forms.need_to_write,
            forms.open_addendum_form,
            forms.read_addendum_form,
            texts.label_addendum_form,
            name_of_form,
        ),
        FormKind(
            acts.SaveForm,
            forms.need_to_save,
            forms.open_save_form,
            forms.read_save_form,
            texts.label_save_form,
        ),
    ),
    shortcuts=(
        ShortcutKind(
            "save-to-minutes",
            N_("Save to the minutes"),
            N_("Keep a message as a note, a decision or an action of a meeting"),
            lambda text: acts.SaveForm(None, text or None),
        ),
    ),
    files=(MINUTES_FILE,),
    templates=(filing.MINUTES_TEMPLATE,),
    of_item=showing.of_item,
    notices=NOTICES,
    commands=COMMANDS,
)
