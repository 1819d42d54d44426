"""What the bot says unasked: from the facts of a notice to its message."""

from __future__ import annotations

from bot.privacy.rules import ErasureNotice
from bot.privacy.texts import build_erasure
from bot.proposals.rules import ProposalNotice
from bot.proposals.texts import build_proposal, build_proposal_outcome
from bot.reminders.rules.notice_views import Digest, MeetingNotice, MonthAhead, PastItems, PersonNote
from bot.reminders.texts.announcements import build_digest, build_meeting, build_month_ahead
from bot.reminders.texts.decisions import build_past
from bot.reminders.texts.note import build_note
from bot.slack.message import Message

Notice = MonthAhead | MeetingNotice | PersonNote | PastItems | ProposalNotice | ErasureNotice | Digest


def build_notice(notice: Notice, command: str = "/img") -> Message:
    """The message of any notice; a proposal that was decided is the outcome for whoever made it."""
    match notice:
        case MonthAhead():
            return build_month_ahead(notice, command)
        case MeetingNotice():
            return build_meeting(notice, command)
        case PersonNote():
            return build_note(notice, command)
        case PastItems():
            return build_past(notice)
        case ProposalNotice():
            return build_proposal(notice) if notice.state == "open" else build_proposal_outcome(notice)
        case ErasureNotice():
            return build_erasure(notice)
        case Digest():
            return build_digest(notice, command)
