"""Which group the command line means."""

from __future__ import annotations

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.work import Work
from bot.groups.store import groups


def choose(work: Work, label: str | None, team_id: str | None) -> int:
    """The id of the group of that label and workspace; of the only one where nothing is named.

    Raises:
        UserError: there is none, or there are several.
    """
    with work.database.reading() as session:
        found = [
            group
            for group in groups.groups(session, team_id)
            if label is None or group.label.casefold() == label.casefold()
        ]
    if len(found) == 1:
        return found[0].id
    if not found:
        if label is None and team_id is not None:
            text = _("There is no group in workspace {team}. Make one with `python -m bot setup`.")
            raise UserError(text.format(team=team_id))
        if label is None:
            raise UserError(_("There is no group yet. Make one with `python -m bot setup`."))
        raise UserError(
            _("There is no group {label}. Make it with `python -m bot setup`.").format(label=label)
        )
    if len({group.label for group in found}) > 1:
        names = ", ".join(sorted({group.label for group in found}))
        raise UserError(_("There are several groups: {names}. Name one with --group.").format(names=names))
    teams = ", ".join(sorted({group.team_id for group in found}))
    raise UserError(
        _("Several workspaces have that group: {teams}. Name one with --team.").format(teams=teams)
    )


def any_group(work: Work) -> bool:
    """Whether there is any group."""
    with work.database.reading() as session:
        return bool(groups.groups(session))
