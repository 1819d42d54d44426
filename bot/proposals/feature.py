"""Proposals: acts that somebody may not do, sent to those who may."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.core.i18n import N_
from bot.core.kinds import HomeSection, SubjectKind
from bot.core.people import Reader
from bot.core.registry import ActKind, Done, Feature, FormKind, LookKind, Shown
from bot.core.rights import Need, Right
from bot.proposals import forms, representing, showing, texts
from bot.proposals.acts import Accept, Decline, Proposals, Propose
from bot.proposals.notices import PROPOSAL_NOTICE, PROPOSALS_NOTICE
from bot.proposals.performing import deciding, proposing
from bot.proposals.performing import history as entries
from bot.proposals.performing.passing_on import pass_on_proposals
from bot.proposals.representing import Represent, RepresentForm
from bot.proposals.rules import SUBJECT
from bot.proposals.words import COMMANDS


def _told_accepted(done: Done[Accept], reader: Reader | None) -> Shown:
    """An accepted proposal is told as the act that was carried out, with its way back."""
    inner: Done[Any] = done.result.done
    return done.registry.acts[type(inner.act)].told(replace(inner, act_id=done.act_id), reader)


def _name_of(waiting: deciding.Waiting) -> str:
    return waiting.name


PROPOSALS = Feature(
    name="proposals",
    acts=(
        ActKind(
            Propose,
            load=proposing.load_need,
            need=proposing.need_member,
            carry_out=proposing.propose,
            say=texts.say_propose,
            told=texts.build_proposed,
            words="propose",
        ),
        ActKind(
            Represent,
            load=representing.load_agency,
            need=representing.need_nothing,
            carry_out=representing.represent,
            say=representing.say_represent,
            told=texts.build_proposed,
            words="i represent",
            no_undo="Who was asked has heard of it; they decide.",
        ),
        ActKind(
            Accept,
            load=deciding.load_proposal,
            need=deciding.need_to_decide,
            already=deciding.decided_already,
            carry_out=deciding.accept,
            name_of=_name_of,
            say=texts.say_accept,
            told=_told_accepted,
            words="accept",
        ),
        ActKind(
            Decline,
            load=deciding.load_proposal,
            need=deciding.need_to_decide,
            already=deciding.decided_already,
            carry_out=deciding.decline,
            name_of=_name_of,
            say=texts.say_decline,
            told=texts.build_declined,
            words="decline",
        ),
    ),
    subjects=(
        SubjectKind(
            SUBJECT,
            need=entries.need_of_entry,
            reverse=entries.reverse_entry,
            told=texts.build_reopened,
            name_of=entries.name_of_change,
            lines=showing.history_lines,
        ),
    ),
    looks=(LookKind(Proposals, showing.show_proposals, texts.label_proposals),),
    forms=(
        FormKind(
            RepresentForm,
            lambda _form, _snapshot: Need(Right.EVERYBODY),
            forms.open_represent_form,
            forms.read_represent_form,
            representing.label_represent_form,
        ),
    ),
    notices=(PROPOSAL_NOTICE, PROPOSALS_NOTICE),
    pass_on=pass_on_proposals,
    home=(HomeSection("proposals", showing.home_units, N_("Proposals to decide on"), needs_reader=True),),
    commands=COMMANDS,
)
