"""Groups: their agencies and people, and what can be done to them."""

from __future__ import annotations

from typing import Any

from bot.core.kinds import SubjectKind
from bot.core.registry import ActKind, Feature, FormKind, LookKind
from bot.core.snapshot import Part
from bot.groups import showing
from bot.groups.acts import (
    AgencyForm,
    HandOver,
    HandOverForm,
    MergeAgencies,
    People,
    PersonForm,
    PreferencesForm,
    PutOnRoster,
    RoleForm,
    SetAgency,
    SetPreferences,
    SetRole,
    ShowAgency,
    TakeOffRoster,
)
from bot.groups.forms import roster_forms as forms
from bot.groups.forms import settings_forms as set_forms
from bot.groups.notices import AROUND_NOTICE
from bot.groups.performing import agencies, founding, places, preferences, roster
from bot.groups.performing import settings as setting
from bot.groups.rules.agencies import Agencies
from bot.groups.settings_acts import (
    ChangeSettings,
    ChannelForm,
    FirstSteps,
    FoundForm,
    FoundGroup,
    Scenes,
    SetChannel,
    SetHolidays,
    Settings,
    SettingsForm,
    WhoBegins,
)
from bot.groups.store.rosters import agencies_of
from bot.groups.texts import first_contact as first_texts
from bot.groups.texts import roster as texts
from bot.groups.texts import sentences
from bot.groups.texts import settings as set_texts
from bot.groups.words import agencies as agency_words
from bot.groups.words import preferences as preference_words
from bot.groups.words import roster as roster_words
from bot.groups.words import settings as setting_words


def _roster_act(kind: type[Any], **rest: Any) -> ActKind[Any]:  # noqa: ANN401 - the parts of an act's kind
    """An act of the coordinator on somebody's place in the group."""
    return ActKind(kind, **({"need": roster.need_coordinator, "told": texts.build_placed} | rest))


GROUPS = Feature(
    name="groups",
    parts=(Part(Agencies, agencies_of, of_people=True),),
    subjects=(
        SubjectKind(
            places.PERSON,
            need=preferences.need_of_entry,
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
        SubjectKind(
            setting.GROUP,
            need=setting.need_of_entry,
            reverse=setting.reverse_entry,
            name_of=setting.name_of_entry,
            history=lambda _change: Settings(),
        ),
    ),
    acts=(
        _roster_act(
            PutOnRoster,
            load=roster.load_person,
            carry_out=roster.put_on_roster,
            say=sentences.say_put,
            words="people add",
        ),
        _roster_act(
            TakeOffRoster,
            load=roster.load_member,
            carry_out=roster.take_off_roster,
            say=sentences.say_take_off,
            words="people remove",
        ),
        _roster_act(
            SetRole,
            load=roster.load_holder,
            need=roster.need_of_role,
            carry_out=roster.set_role,
            say=sentences.say_role,
            words="lead",
        ),
        _roster_act(
            HandOver,
            load=roster.load_both,
            carry_out=roster.hand_over,
            say=sentences.say_hand_over,
            words="handover",
        ),
        _roster_act(
            SetAgency,
            load=agencies.load_agency,
            carry_out=agencies.set_agency,
            say=sentences.say_agency,
            told=texts.build_named,
            words="agency add",
        ),
        _roster_act(
            MergeAgencies,
            load=agencies.load_two,
            carry_out=agencies.merge_agencies,
            say=sentences.say_merge,
            told=texts.build_named,
            words="agency merge",
        ),
        ActKind(
            SetPreferences,
            load=preferences.load_oneself,
            need=preferences.need_nothing,
            carry_out=preferences.set_preferences,
            say=sentences.say_preferences,
            told=texts.build_placed,
            words="level",
        ),
        ActKind(
            ChangeSettings,
            load=setting.load_settings,
            need=setting.need_coordinator,
            carry_out=setting.change_settings,
            say=set_texts.say_settings,
            told=set_texts.build_set,
            words="settings",
        ),
        ActKind(
            SetHolidays,
            load=setting.load_days,
            need=setting.need_coordinator,
            carry_out=setting.set_holidays,
            say=set_texts.say_holidays,
            told=set_texts.build_set,
            words="holidays add",
        ),
        ActKind(
            SetChannel,
            load=setting.load_channel,
            need=setting.need_coordinator,
            carry_out=setting.set_channel,
            say=set_texts.say_channel,
            told=set_texts.build_set,
            words="channel",
        ),
        ActKind(
            FoundGroup,
            load=founding.load_nothing,
            need=founding.need_to_found,
            carry_out=founding.found_group,
            say=first_texts.say_found,
            told=first_texts.build_founded,
            words="setup",
            no_undo="A group that was made can be changed, and closed.",
        ),
    ),
    looks=(
        LookKind(Settings, showing.show_settings, set_texts.label_settings),
        LookKind(FirstSteps, showing.show_first_steps, first_texts.label_first_steps),
        LookKind(WhoBegins, showing.show_who_begins, first_texts.label_who_begins),
        LookKind(Scenes, showing.show_scene, first_texts.label_scenes),
        LookKind(People, showing.show_people, sentences.label_people),
        LookKind(ShowAgency, showing.show_agency, sentences.label_agency),
    ),
    forms=(
        FormKind(
            PreferencesForm,
            set_forms.need_nothing,
            set_forms.open_preferences_form,
            set_forms.read_preferences_form,
            sentences.label_preferences_form,
        ),
        FormKind(
            SettingsForm,
            forms.need_coordinator,
            set_forms.open_settings_form,
            set_forms.read_settings_form,
            set_texts.label_settings_form,
        ),
        FormKind(
            ChannelForm,
            forms.need_coordinator,
            set_forms.open_channel_form,
            set_forms.read_channel_form,
            set_texts.label_channel_form,
        ),
        FormKind(
            FoundForm,
            set_forms.need_to_found,
            set_forms.open_found_form,
            set_forms.read_found_form,
            first_texts.label_found_form,
        ),
        FormKind(
            PersonForm,
            forms.need_coordinator,
            forms.open_person_form,
            forms.read_person_form,
            sentences.label_person_form,
        ),
        FormKind(
            RoleForm,
            forms.need_of_role_form,
            forms.open_role_form,
            forms.read_role_form,
            sentences.label_role_form,
        ),
        FormKind(
            HandOverForm,
            forms.need_coordinator,
            forms.open_hand_over_form,
            forms.read_hand_over_form,
            sentences.label_hand_over_form,
        ),
        FormKind(
            AgencyForm,
            forms.need_coordinator,
            forms.open_agency_form,
            forms.read_agency_form,
            sentences.label_agency_form,
        ),
    ),
    notices=(AROUND_NOTICE,),
    commands=(
        *roster_words.COMMANDS,
        *agency_words.COMMANDS,
        *setting_words.COMMANDS,
        *preference_words.COMMANDS,
    ),
)
