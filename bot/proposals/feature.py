"""Proposals: acts that somebody may not do, sent to those who may."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.core.people import Reader
from bot.core.registry import ActKind, Done, Feature, LookKind, Shown
from bot.proposals import performing, showing, texts
from bot.proposals.acts import Accept, Decline, Proposals, Propose
from bot.proposals.notices import PROPOSAL_NOTICE
from bot.proposals.words import COMMANDS


def _told_accepted(done: Done[Accept], reader: Reader | None) -> Shown:
    """An accepted proposal is told as the act that was carried out, with its way back."""
    inner: Done[Any] = done.result.done
    return done.registry.acts[type(inner.act)].told(replace(inner, act_id=done.act_id), reader)


PROPOSALS = Feature(
    name="proposals",
    acts=(
        ActKind(
            Propose,
            load=performing.load_need,
            need=performing.need_member,
            carry_out=performing.propose,
            say=texts.say_propose,
            told=texts.build_proposed,
            words="propose",
            no_undo="Who was asked has heard of it; a proposal is declined instead.",
        ),
        ActKind(
            Accept,
            load=performing.load_proposal,
            need=performing.need_to_decide,
            already=performing.decided_already,
            carry_out=performing.accept,
            say=texts.say_accept,
            told=_told_accepted,
            words="accept",
        ),
        ActKind(
            Decline,
            load=performing.load_proposal,
            need=performing.need_to_decide,
            already=performing.decided_already,
            carry_out=performing.decline,
            say=texts.say_decline,
            told=texts.build_declined,
            words="decline",
            no_undo="Who proposed it hears of it at once, and can propose it anew.",
        ),
    ),
    looks=(LookKind(Proposals, showing.show_proposals, texts.label_proposals),),
    notices=(PROPOSAL_NOTICE,),
    commands=COMMANDS,
)
