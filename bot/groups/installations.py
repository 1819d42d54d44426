"""Installations: what Slack grants, renews and takes back, and channels that got another id."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.core.encryption import Cipher
from bot.core.i18n import language_of, speaking
from bot.core.notices import NewNotice
from bot.core.work import Work
from bot.delivery.store import outbox, outbox_places
from bot.groups.store import channels, groups, people
from bot.groups.store import installations as store
from bot.groups.tables import Installation
from bot.groups.texts.first_contact import GREETING, build_begin

RENEW_BEFORE = timedelta(hours=2)
"""Tokens that expire are good for twelve hours: so early, two hours of failures cost nothing."""
RENEWING = timedelta(minutes=1)
OVER_BEFORE = timedelta(seconds=30)
"""A token is not used so shortly before it expires: a request takes ten seconds at most."""


@dataclass(frozen=True)
class Tokens:
    """What Slack hands out: a bot token, and how to get the next one if it expires."""

    bot_token: str = field(repr=False)
    refresh_token: str | None = field(default=None, repr=False)
    expires_at: datetime | None = None


@dataclass(frozen=True)
class Granted:
    """An installation as Slack describes it; ids are "" where there is none (an organisation has no team)."""

    enterprise_id: str
    team_id: str
    tokens: Tokens
    bot_id: str
    bot_user_id: str
    app_id: str | None
    scopes: str
    installer_user_id: str | None
    installer_locale: str | None = None


@dataclass(frozen=True)
class Installed:
    """The installation that serves a workspace, its tokens readable."""

    id: int
    enterprise_id: str
    team_id: str
    bot_id: str
    bot_user_id: str
    tokens: Tokens

    @property
    def place(self) -> str:
        """The workspace or the organisation it is for."""
        return self.team_id or self.enterprise_id

    def is_due(self, now: datetime) -> bool:
        """Whether its token expires soon and can be renewed."""
        expires, refresh = self.tokens.expires_at, self.tokens.refresh_token
        return expires is not None and refresh is not None and expires - RENEW_BEFORE <= now

    def is_over(self, now: datetime) -> bool:
        """Whether its token is of no use any more."""
        expires = self.tokens.expires_at
        return expires is not None and expires - OVER_BEFORE <= now


def install(work: Work, cipher: Cipher, granted: Granted, now: datetime) -> None:
    """Store what was granted, in place of an earlier installation; the workspace is no longer revoked."""
    values = {
        **_encrypted(cipher, granted.tokens),
        "bot_id": granted.bot_id,
        "bot_user_id": granted.bot_user_id,
        "app_id": granted.app_id,
        "scopes": granted.scopes,
        "installer_user_id": granted.installer_user_id,
        "installed_at": now,
        "revoked_at": None,
    }
    with work.database.writing() as session:
        store.replace(session, granted.enterprise_id, granted.team_id, values)
        if granted.team_id and granted.installer_user_id:
            _greet(work, session, granted, now)
    work.on_commit()


def _greet(work: Work, session: Session, granted: Granted, now: datetime) -> None:
    """Write to whoever installed the bot how to begin; once a workspace, however often it is installed."""
    if groups.groups(session, granted.team_id):
        return
    installer = people.get_person(session, granted.team_id, granted.installer_user_id or "")
    installer.locale = granted.installer_locale or installer.locale
    with speaking(language_of(installer.language, installer.locale, work.language)):
        message = build_begin(may_found=True, founders=[])
    greeting = NewNotice(
        team_id=granted.team_id,
        key=f"installed:{granted.team_id}",
        kind=GREETING,
        recipient=installer.user_id,
        due_at=now,
        payload={"text": message.text, "blocks": message.blocks},
    )
    outbox.add_notice(session, greeting, now=now)


def find(work: Work, cipher: Cipher, enterprise_id: str | None, team_id: str | None) -> Installed | None:
    """The installation that serves a workspace, or None.

    An organisation's installation is also found by the team alone, once it was asked for with both.
    """
    with work.database.reading() as session:
        row = store.find(session, enterprise_id, team_id)
        found = _installed(cipher, row) if row is not None else None
    if found is not None and not found.team_id and team_id and enterprise_id:
        with work.database.writing() as session:
            store.remember_team(session, team_id, found.enterprise_id)
    return found


def claim_renewal(work: Work, cipher: Cipher, id: int, now: datetime) -> Installed | None:
    """The installation as it stands, if the caller is to renew its token: for a minute nobody else is.

    None where another one renews it, has renewed it, or where it is revoked.
    """
    with work.database.writing() as session:
        row = store.claim_renewal(session, id, now, due=now + RENEW_BEFORE, until=now + RENEWING)
        return _installed(cipher, row) if row is not None else None


def store_renewal(work: Work, cipher: Cipher, id: int, claimed_at: datetime, tokens: Tokens) -> None:
    """Store renewed tokens, unless the bot was installed anew meanwhile: then they are old ones."""
    with work.database.writing() as session:
        row = store.by_id(session, id)
        if row is not None and row.renewing_until == claimed_at + RENEWING:
            for name, value in _encrypted(cipher, tokens).items():
                setattr(row, name, value)


def end(work: Work, id: int, claimed_at: datetime) -> None:
    """End an installation whose token has expired without a new one; one that was installed anew goes on."""
    with work.database.writing() as session:
        row = store.by_id(session, id)
        if row is not None and row.renewing_until == claimed_at + RENEWING:
            row.revoked_at = claimed_at


def rekey(work: Work, cipher: Cipher) -> int:
    """Encrypt all tokens anew with the first key; returns of how many installations.

    Raises:
        UserError: none of the keys decrypts one of them; nothing has changed then.
    """
    with work.database.writing() as session:
        rows = store.all_locked(session)
        for row in rows:
            row.bot_token = cipher.renew(row.bot_token)
            row.refresh_token = cipher.renew(row.refresh_token) if row.refresh_token else None
        return len(rows)


def revoke(work: Work, enterprise_id: str, team_id: str, at: datetime) -> None:
    """Slack took the tokens back at an instant; the plan stays. A later installation is not touched."""
    with work.database.writing() as session:
        store.revoke(session, enterprise_id, team_id, at)


def rename_channel(work: Work, team_id: str, old: str, new: str) -> None:
    """A channel got another id (it became shared): groups, streams and pending notices follow."""
    with work.database.writing() as session:
        channels.rename_channel(session, team_id, old, new)
        outbox_places.rename_channel(session, team_id, old, new)
    work.on_commit()


def _encrypted(cipher: Cipher, tokens: Tokens) -> dict[str, str | datetime | None]:
    return {
        "bot_token": cipher.encrypt(tokens.bot_token),
        "refresh_token": cipher.encrypt(tokens.refresh_token) if tokens.refresh_token else None,
        "expires_at": tokens.expires_at,
        "renewing_until": None,
    }


def _installed(cipher: Cipher, row: Installation) -> Installed:
    refresh = cipher.decrypt(row.refresh_token) if row.refresh_token else None
    tokens = Tokens(cipher.decrypt(row.bot_token), refresh, row.expires_at)
    return Installed(row.id, row.enterprise_id, row.team_id, row.bot_id, row.bot_user_id, tokens)
