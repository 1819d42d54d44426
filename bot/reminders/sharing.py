"""Showing an answer to a whole channel."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.core.edit import editing
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.work import Work
from bot.delivery.store import outbox
from bot.delivery.store.outbox import NewNotice
from bot.groups.arrivals import Caller, require
from bot.groups.rules.rights import Act
from bot.groups.store import groups
from bot.reminders.materialise import SHARED


def share_answer(
    work: Work, caller: Caller, text: str, blocks: Sequence[dict[str, Any]], now: datetime
) -> str:
    """Plan an answer as a notice to the group's channel the caller is in, else to the group's own.

    Returns:
        The channel's id.

    Raises:
        UserError: observers may not share, or the group has no channel.
    """
    require(caller, Act.READ)
    with editing(work, caller, now) as edit:
        here = groups.channel_owner(edit.session, caller.group.team_id, caller.channel_id or "")
        in_own = here is not None and here.group_id == caller.group.id
        channel = caller.channel_id if in_own else caller.group.channel_id
        if channel is None:
            raise UserError(_("{group} has no channel yet.").format(group=caller.group.name))
        outbox.add_notice(
            edit.session,
            NewNotice(
                team_id=caller.group.team_id,
                key=f"shared:{secrets.token_hex(8)}",
                kind=SHARED,
                recipient=channel,
                due_at=now,
                group_id=caller.group.id,
                payload={"text": text, "blocks": list(blocks)},
            ),
            now=now,
        )
        edit.audit("share", channel, text)
        return channel
