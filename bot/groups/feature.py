"""Groups: their agencies and people, and what can be done to them."""

from __future__ import annotations

from typing import Any

from bot.core.registry import ActKind, Feature, FormKind, LookKind, SubjectKind
from bot.core.snapshot import Part
from bot.groups import showing
from bot.groups.acts import (
    AgencyForm,
    HandOver,
    HandOverForm,
    MergeAgencies,
    People,
    PersonForm,
    PutOnRoster,
    RoleForm,
    SetAgency,
    SetRole,
    ShowAgency,
    TakeOffRoster,
)
from bot.groups.forms import roster_forms as forms
from bot.groups.performing import agencies, places, roster
from bot.groups.rules.agencies import Agencies
from bot.groups.store.rosters import agencies_of
from bot.groups.texts import roster as texts
from bot.groups.words import agencies as agency_words
from bot.groups.words import roster as roster_words


def _roster_act(kind: type[Any], **rest: Any) -> ActKind[Any]:  # noqa: ANN401 - the parts of an act's kind
    """An act of the coordinator on somebody's place in the group."""
    return ActKind(kind, **({"need": roster.need_coordinator, "told": texts.build_placed} | rest))


GROUPS = Feature(
    name="groups",
    parts=(Part(Agencies, agencies_of),),
    subjects=(
        SubjectKind(
            places.PERSON,
            need=places.need_of_entry,
            reverse=places.reverse_entry,
            name_of=places.name_of_entry,
            history=lambda _change: People(),
        ),
        SubjectKind(
            agencies.AGENCY,
            need=agencies.need_of_entry,
            reverse=agencies.reverse_entry,
            name_of=agencies.name_of_entry,
            history=lambda _change: People(),
        ),
    ),
    acts=(
        _roster_act(
            PutOnRoster,
            load=roster.load_person,
            carry_out=roster.put_on_roster,
            say=texts.say_put,
            words="people add",
        ),
        _roster_act(
            TakeOffRoster,
            load=roster.load_member,
            carry_out=roster.take_off_roster,
            say=texts.say_take_off,
            words="people remove",
        ),
        _roster_act(
            SetRole,
            load=roster.load_holder,
            carry_out=roster.set_role,
            say=texts.say_role,
            words="lead",
        ),
        _roster_act(
            HandOver,
            load=roster.load_both,
            carry_out=roster.hand_over,
            say=texts.say_hand_over,
            words="handover",
        ),
        _roster_act(
            SetAgency,
            load=agencies.load_agency,
            carry_out=agencies.set_agency,
            say=texts.say_agency,
            told=texts.build_named,
            words="agency add",
        ),
        _roster_act(
            MergeAgencies,
            load=agencies.load_two,
            carry_out=agencies.merge_agencies,
            say=texts.say_merge,
            told=texts.build_named,
            words="agency merge",
        ),
    ),
    looks=(
        LookKind(People, showing.show_people, texts.label_people),
        LookKind(ShowAgency, showing.show_agency, texts.label_agency),
    ),
    forms=(
        FormKind(
            PersonForm,
            forms.need_coordinator,
            forms.open_person_form,
            forms.read_person_form,
            texts.label_person_form,
        ),
        FormKind(
            RoleForm,
            forms.need_coordinator,
            forms.open_role_form,
            forms.read_role_form,
            texts.label_role_form,
        ),
        FormKind(
            HandOverForm,
            forms.need_coordinator,
            forms.open_hand_over_form,
            forms.read_hand_over_form,
            texts.label_hand_over_form,
        ),
        FormKind(
            AgencyForm,
            forms.need_coordinator,
            forms.open_agency_form,
            forms.read_agency_form,
            texts.label_agency_form,
        ),
    ),
    commands=(*roster_words.COMMANDS, *agency_words.COMMANDS),
)
