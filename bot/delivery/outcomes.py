"""What became of a request, judged by a whitelist: what is not known for certain is unclear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aiohttp import ClientConnectorError
from slack_sdk.errors import SlackApiError

from bot.core.errors import slack_code, slack_status

DEFAULT_RETRY_AFTER = 30.0
LONGEST_RETRY_AFTER = 86_400.0


@dataclass(frozen=True)
class Sent:
    """Slack took it."""

    ts: str


@dataclass(frozen=True)
class Unsent:
    """It was certainly not posted and may be tried again; `limited`: not before `retry_after` seconds."""

    error: str
    retry_after: float | None = None

    @property
    def limited(self) -> bool:
        """Whether Slack asked for a pause."""
        return self.retry_after is not None


@dataclass(frozen=True)
class Refused:
    """It was certainly not posted, and would not be next time either."""

    error: str


@dataclass(frozen=True)
class Unclear:
    """It may have been posted."""

    error: str


Outcome = Sent | Unsent | Refused | Unclear


class NotInstalled(Exception):
    """The bot has no usable token for a workspace."""


class NotRenewed(NotInstalled):
    """The token has expired, and the next one was not to be had for now."""


LIMITED = frozenset({"ratelimited", "rate_limited"})
REFUSALS = frozenset(
    {
        "access_denied",
        "account_inactive",
        "as_user_not_supported",
        "attachment_payload_limit_exceeded",
        "cannot_dm_bot",
        "cannot_reply_to_message",
        "channel_is_archived",
        "channel_not_found",
        "channel_type_not_supported",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "invalid_arg_name",
        "invalid_arguments",
        "invalid_array_arg",
        "invalid_auth",
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_charset",
        "invalid_form_data",
        "invalid_metadata_format",
        "invalid_metadata_schema",
        "invalid_post_type",
        "is_archived",
        "is_inactive",
        "messages_tab_disabled",
        "metadata_must_be_sent_from_app",
        "metadata_too_large",
        "method_deprecated",
        "missing_args",
        "missing_scope",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_permission",
        "no_text",
        "not_allowed_token_type",
        "not_authed",
        "not_in_channel",
        "org_login_required",
        "restricted_action",
        "restricted_action_non_threadable_channel",
        "restricted_action_read_only_channel",
        "restricted_action_thread_locked",
        "restricted_action_thread_only_channel",
        "team_access_not_granted",
        "team_not_found",
        "thread_not_found",
        "token_expired",
        "token_revoked",
        "too_many_attachments",
        "unknown_method",
        "user_disabled",
        "user_not_found",
        "user_not_visible",
    }
)
"""Error codes that are known to mean: not posted, now or later."""


def judge(error: Exception) -> Outcome:
    """What an exception of a request means for its message."""
    if isinstance(error, NotRenewed):
        return Unsent("token_not_renewed")
    if isinstance(error, NotInstalled):
        return Refused("not_installed")
    if isinstance(error, ClientConnectorError):
        return Unsent(type(error).__name__)  # no connection, so not a byte has left
    if isinstance(error, SlackApiError):
        return _judge_answer(error)
    return Unclear(type(error).__name__)


def _judge_answer(error: SlackApiError) -> Outcome:
    status, code = slack_status(error), slack_code(error)
    if status == 429 or (status == 200 and code in LIMITED):
        return Unsent("ratelimited", retry_after=_retry_after(error.response))
    if status == 200 and code in REFUSALS:
        return Refused(code)
    return Unclear(code)


def _retry_after(answer: Any) -> float:  # noqa: ANN401 - either of the two kinds of response
    try:
        return min(max(0.0, float(answer.headers["Retry-After"])), LONGEST_RETRY_AFTER)
    except (KeyError, TypeError, ValueError):
        return DEFAULT_RETRY_AFTER
