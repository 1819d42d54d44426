"""What `doctor` asks the database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from bot.cli.common import fault_words, is_absent
from bot.cli.diagnosing import Place, broken_chains, crews, places, waiting_notices
from bot.cli.doctor_slack import SlackCheck
from bot.cli.findings import Finding
from bot.core.encryption import Cipher
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.settings import Settings
from bot.core.work import Work
from bot.features import create_work
from bot.groups.installations import find
from bot.store.database import Database
from bot.store.migrate import refuse_unknown, revisions

LATE = timedelta(minutes=15)


def check_database(settings: Settings, slack: SlackCheck) -> Iterator[Finding]:
    """The database, its schema, the channels in it, delivery and the audit chains."""
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and is_absent(url.database or ""):
        text = _("there is none at {path} yet. Make it with `python -m bot migrate`.")
        yield Finding(_("database"), False, text.format(path=url.database))
        return
    try:
        database = Database(settings.database_url)
    except UserError as error:
        yield Finding(_("database"), False, error.text)
        return
    try:
        current, newest = revisions(database)
        yield Finding(_("database"), True, _("it answers ({kind})").format(kind=url.get_backend_name()))
        if current != newest:
            refuse_unknown(current)
            text = _("at {current}, the newest is {newest}. Run `python -m bot migrate`.")
            yield Finding(
                _("migrations"), False, text.format(current=current or _("no revision"), newest=newest)
            )
            return
        yield Finding(_("migrations"), True, _("at the newest revision, {revision}").format(revision=current))
        yield from _plan(database, settings, slack)
    except DBAPIError as error:
        text = _("it does not answer: {fault}")
        yield Finding(_("database"), False, text.format(fault=fault_words(error)))
    except UserError as error:
        yield Finding(_("migrations"), False, error.text)
    finally:
        database.close()


def _plan(database: Database, settings: Settings, slack: SlackCheck) -> Iterator[Finding]:
    work = create_work(database)
    found = places(work)
    if not found:
        yield Finding(_("channels"), False, _("there is no group yet. Make one with `python -m bot setup`."))
    elif settings.many_workspaces:
        yield from _workspaces(work, settings, found)
    elif slack.team_id is None:
        yield Finding(_("channels"), False, _("only with a token that Slack takes can they be looked at"))
    else:
        yield from slack.channels(found)
        yield from slack.people(crews(work))
    yield _delivery(work)
    broken = broken_chains(work)
    text = _("that of {groups} was tampered with: compare it with a backup.") if broken else _("it is whole")
    yield Finding(_("audit"), not broken, text.format(groups=", ".join(broken)))


def _workspaces(work: Work, settings: Settings, found: Sequence[Place]) -> Iterator[Finding]:
    """Each workspace that has groups, by the token of its installation."""
    cipher = Cipher(settings.encryption_keys)
    for team in dict.fromkeys(place.team_id for place in found):
        installed = find(work, cipher, None, team)
        if installed is None:
            text = _("the bot is not installed there. Its administrator installs it at {url}/slack/install")
            about = _("workspace {team}").format(team=team)
            yield Finding(about, False, text.format(url=settings.base_url))
            continue
        slack = SlackCheck(replace(settings, slack_bot_token=installed.tokens.bot_token))
        yield from slack.findings()
        if slack.team_id is not None:
            yield from slack.channels([place for place in found if place.team_id == team])
            yield from slack.people(crews(work))


def _delivery(work: Work) -> Finding:
    now = datetime.now(UTC)
    counts = waiting_notices(work, now)
    facts = _("{due} due, {unknown} unclear, {dead} undeliverable").format(
        due=counts.due, unknown=counts.by_state["unknown"], dead=counts.by_state["dead"]
    )
    if counts.oldest_due_at is not None and now - counts.oldest_due_at > LATE:
        since = counts.oldest_due_at.strftime("%Y-%m-%d %H:%M UTC")
        text = _("{facts}; the oldest waits since {since}. Is `python -m bot run` (or `worker`) running?")
        return Finding(_("delivery"), False, text.format(facts=facts, since=since))
    if counts.by_state["dead"]:
        text = _("{facts}. The coordinator was asked about those: answer there.")
        return Finding(_("delivery"), False, text.format(facts=facts))
    return Finding(_("delivery"), True, facts)
