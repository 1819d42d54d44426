"""Dates of other bodies, on which items of the plan hang."""

from __future__ import annotations

from bot.core.registry import ActKind, Feature, FormKind, LookKind
from bot.core.snapshot import Part
from bot.meetings import recorded
from bot.meetings.anchors import performing, showing, texts
from bot.meetings.anchors.acts import AnchorForm, AnchorWhatIf, RemoveAnchor, SetAnchor, ShowAnchors
from bot.meetings.anchors.notices import ANCHOR_NOTICE
from bot.meetings.anchors.words import COMMANDS
from bot.plan.rules.anchors import Anchors
from bot.plan.store.anchors import anchors_of
from bot.plan.tables import AnchorRow

ANCHORS = Feature(
    name="anchors",
    parts=(Part(Anchors, anchors_of, of_people=True),),
    subjects=(
        recorded.subject(
            AnchorRow,
            need=performing.need_of_row,
            label=performing.label_of,
            look=performing.look_of_row,
            result=performing.reversed_row,
        ),
    ),
    acts=(
        ActKind(
            SetAnchor,
            load=performing.load_anchor,
            need=performing.need_to_govern,
            already=performing.set_already,
            carry_out=performing.set_anchor,
            basis=lambda loaded: loaded.basis,
            name_of=lambda loaded: loaded.name,
            state=performing.state_of,
            say=texts.say_set_anchor,
            told=texts.build_anchor_set,
            words="anchor",
        ),
        ActKind(
            RemoveAnchor,
            load=performing.load_anchor,
            need=performing.need_to_govern,
            carry_out=performing.remove_anchor,
            name_of=lambda loaded: loaded.name,
            say=texts.say_remove_anchor,
            told=texts.build_anchor_removed,
            words="anchor",
        ),
    ),
    looks=(
        LookKind(ShowAnchors, showing.show_anchors, texts.label_anchors, can_be_shared=True),
        LookKind(AnchorWhatIf, showing.show_anchor_if, texts.label_what_if),
    ),
    forms=(
        FormKind(
            AnchorForm,
            showing.need_to_set,
            showing.open_anchor_form,
            showing.read_anchor_form,
            texts.label_form,
            showing.name_of_form,
        ),
    ),
    notices=(ANCHOR_NOTICE,),
    commands=COMMANDS,
)
