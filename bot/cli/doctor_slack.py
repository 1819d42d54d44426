"""What `doctor` asks Slack: the token, its scopes, the time, and the channels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from slack_sdk.web.slack_response import SlackResponse

from bot.cli.diagnosing import Crew, Place
from bot.cli.findings import Finding
from bot.core.errors import app_token_refused, slack_code
from bot.core.i18n import _, ngettext
from bot.core.settings import Settings
from bot.slack.manifest import OPTIONAL_SCOPES, SCOPES

MOST_SECONDS_APART = 5
TIMEOUT_SECONDS = 10
# The SDK lets through what the connection raises, and what an answer that is no JSON does.
_NO_ANSWER = (SlackClientError, OSError, HTTPException, ValueError)


class SlackCheck:
    """What Slack answers to the token."""

    def __init__(self, settings: Settings) -> None:
        self.team_id: str | None = None
        self._bot_name = ""
        self._app_token = settings.slack_app_token
        self._has_token = bool(settings.slack_bot_token)
        self._client = WebClient(
            token=settings.slack_bot_token,
            base_url=settings.slack_api_url,
            timeout=TIMEOUT_SECONDS,
            retry_handlers=[RateLimitErrorRetryHandler(max_retry_count=3)],
        )

    def findings(self) -> Iterator[Finding]:
        """The token, its scopes and Slack's clock; where the token is no good, nothing else is known."""
        if not self._has_token:
            yield Finding(_("token"), False, _("there is none, so Slack is not asked"))
            return
        asked = datetime.now(UTC)
        try:
            answer = self._client.auth_test()
        except _NO_ANSWER as error:
            yield Finding(_("token"), False, _not_reached(error))
            return
        answered = datetime.now(UTC)
        self.team_id, self._bot_name = answer["team_id"], answer["user"]
        yield Finding(
            _("token"),
            True,
            _("it is that of @{bot} in {team} ({id})").format(
                bot=self._bot_name, team=answer["team"], id=self.team_id
            ),
        )
        yield scopes_found(answer)
        yield _clock(answer, asked, answered)
        if self._app_token is not None:
            yield self._socket(self._app_token)

    def channels(self, places: Iterable[Place]) -> Iterator[Finding]:
        """Whether the bot is a member of each channel it has to speak in."""
        for place in places:
            about = _("channel {channel} of {group}").format(
                channel=place.channel_id, group=place.group_label
            )
            ill = self._channel(place)
            yield Finding(about, ill is None, ill or _("the bot is a member"))

    def people(self, crews: Iterable[Crew]) -> Iterator[Finding]:
        """Whether somebody coordinates each group, and whether Slack knows all its people."""
        for crew in crews:
            if crew.team_id == self.team_id:
                ill = self._crew(crew)
                all_known = ngettext("Slack knows the one", "Slack knows all {count}", len(crew.user_ids))
                text = ill or all_known.format(count=len(crew.user_ids))
                yield Finding(_("people of {group}").format(group=crew.group_label), ill is None, text)

    def _crew(self, crew: Crew) -> str | None:
        strangers = []
        for user in crew.user_ids:
            try:
                if self._client.users_info(user=user)["user"].get("deleted"):
                    strangers.append(user)
            except SlackApiError as error:
                if slack_code(error) not in ("user_not_found", "user_not_visible"):
                    return _not_reached(error)
                strangers.append(user)
            except _NO_ANSWER as error:
                return _not_reached(error)
        faults = []
        if strangers:
            text = _(
                "Slack knows nobody (any more) by {users}."
                " Take them away with `python -m bot setup --remove-…` and name the right ones."
            )
            faults.append(text.format(users=", ".join(strangers)))
        if not crew.has_coordinator:
            faults.append(
                _("Nobody coordinates it: name somebody with `python -m bot setup --coordinator U…`.")
            )
        return " ".join(faults) or None

    def _socket(self, app_token: str) -> Finding:
        about = _("Socket Mode")
        try:
            self._client.apps_connections_open(app_token=app_token)
        except SlackApiError as error:
            return Finding(about, False, app_token_refused(slack_code(error)))
        except _NO_ANSWER as error:
            return Finding(about, False, _not_reached(error))
        return Finding(about, True, _("Slack takes the app token"))

    def _channel(self, place: Place) -> str | None:
        if place.team_id != self.team_id:
            return _("it is in workspace {other}, the token in {own}. Use that workspace's token.").format(
                other=place.team_id, own=self.team_id
            )
        try:
            channel = self._client.conversations_info(channel=place.channel_id)["channel"]
        except SlackApiError as error:
            if slack_code(error) != "channel_not_found":
                return _not_reached(error)
            channel = {}
        except _NO_ANSWER as error:
            return _not_reached(error)
        if channel.get("is_archived"):
            return _("it is archived. Bring it back, or give the group another with `python -m bot setup`.")
        if not channel.get("is_member"):
            return _("the bot is not in it. Say there: /invite @{bot}").format(bot=self._bot_name)
        return None


def _not_reached(error: Exception) -> str:
    if not isinstance(error, SlackApiError):
        return _("Slack does not answer ({reason}). Check the network and SLACK_API_URL.").format(
            reason=type(error).__name__
        )
    code = slack_code(error)
    if code in ("invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"):
        text = _(
            "Slack refuses it ({code}). Install the app again and put its new token into SLACK_BOT_TOKEN."
        )
    else:
        text = _("Slack refuses the question ({code}).")
    return text.format(code=code)


def scopes_found(answer: SlackResponse) -> Finding:
    """Whether the token has all scopes that are needed, as Slack lists them with an answer."""
    listed = _header(answer, "x-oauth-scopes")
    if not listed:
        # A proxy between may drop the header; what is missing shows when it is used.
        return Finding(_("scopes"), True, _("Slack's answer did not list them"))
    given = {scope.strip() for scope in listed.split(",")}
    missing = [scope for scope in SCOPES if scope not in given]
    if missing:
        text = _("{scopes} missing. Add them under OAuth & Permissions and install the app again.")
        return Finding(_("scopes"), False, text.format(scopes=", ".join(missing)))
    absent = [scope for scope in OPTIONAL_SCOPES if scope not in given]
    if not absent:
        return Finding(_("scopes"), True, _("all that are needed, and all optional ones"))
    text = _("all that are needed; without the optional {scopes}")
    return Finding(_("scopes"), True, text.format(scopes=", ".join(absent)))


def _clock(answer: SlackResponse, asked: datetime, answered: datetime) -> Finding:
    try:
        slack = parsedate_to_datetime(_header(answer, "date"))
    except ValueError:
        return Finding(_("clock"), True, _("Slack's answer did not tell its time"))
    # The header has whole seconds, and was written some time between the question and the answer.
    early = (slack - answered).total_seconds()
    late = (asked - slack).total_seconds() - 1
    apart = round(max(early, late, 0))
    if apart > MOST_SECONDS_APART:
        text = ngettext(
            "{count} second away from Slack's. Let the machine set its clock by NTP.",
            "{count} seconds away from Slack's. Let the machine set its clock by NTP.",
            apart,
        )
        return Finding(_("clock"), False, text.format(count=apart))
    return Finding(_("clock"), True, _("it agrees with Slack's"))


def _header(answer: SlackResponse, name: str) -> str:
    """A header of an answer, by its name in small letters."""
    return next((str(value) for key, value in answer.headers.items() if key.lower() == name), "")
