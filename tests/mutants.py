"""Breaks delivery and single checks of rights, in a copy: the tests must notice.

`python -m tests.mutants [WORDS…]`: those whose names hold one of the words, or all.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COPIED = ("bot", "tests", "migrations", "docs", "pyproject.toml")
DELIVERY = ("tests/delivery/test_unclear.py", "tests/delivery/test_crashes.py")
RULES = ("tests/groups/test_rights.py",)
RIGHTS = ("tests/core/test_rights_in_acts.py", "tests/core/test_rights_walk.py", "tests/core/test_looks.py")
APART = ("tests/core/test_two_workspaces.py", "tests/privacy/test_erasing.py", "tests/talk/test_rights.py")
TOKENS = ("tests/pages/test_renewals.py", "tests/pages/test_install.py")
SECONDS = 900


@dataclass(frozen=True)
class Mutant:
    """One change of one file."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...] = DELIVERY


MUTANTS = (
    Mutant(
        "the SDK's own retries",
        "bot/delivery/requests.py",
        "session=session, retry_handlers=[])",
        "session=session)",
    ),
    Mutant(
        "marked as sent before sending",
        "bot/delivery/claims.py",
        '        state="sending",\n',
        '        state="sent",\n',
    ),
    Mutant(
        "marked only after sending: a claim that ended is posted again",
        "bot/delivery/expiry.py",
        '.values(state="unknown", unclear_at=now, retry_at=now + timing.settle, error="lease_ended")',
        '.values(state="pending", retry_at=now)',
    ),
    Mutant(
        "no right is asked for",
        "bot/core/perform.py",
        "        edit.caller.require(need, kind.name_of(subject), act if kind.can_be_proposed else None)\n",
        "        need.labels\n",
        RIGHTS,
    ),
    Mutant(
        "only the first of several rights is asked for",
        "bot/core/perform.py",
        "(needed,) if isinstance(needed, Need) else needed:",
        "(needed,) if isinstance(needed, Need) else list(needed)[:1]:",
        ("tests/core/test_rights_walk.py",),
    ),
    Mutant(
        "what somebody was when they asked counts, not what they are",
        "bot/core/edit.py",
        "edit = Edit(work, session, group, caller.before(facts), now)",
        "edit = Edit(work, session, group, caller, now)",
        ("tests/core/test_races.py", *RIGHTS),
    ),
    Mutant(
        "what an act was decided on is not compared",
        "bot/core/perform.py",
        "    _require_basis(kind, act, edit, subject)\n",
        "",
        ("tests/talk/test_late_decisions.py", *RIGHTS),
    ),
    Mutant(
        "leads govern",
        "bot/core/rights.py",
        "    if need.right is Right.GOVERN:\n        return False\n",
        "",
        RULES,
    ),
    Mutant(
        "leads plan what is for the coordinator",
        "bot/core/rights.py",
        "    if need.owned is not None and need.owned.is_for_coordinator:\n        return False\n",
        "",
        RULES,
    ),
    Mutant(
        "owners plan",
        "bot/core/rights.py",
        "need.right is Right.STATUS and need.owned is not None and",
        "need.owned is not None and",
        RULES,
    ),
    Mutant(
        "items of other groups are found",
        "bot/plan/performing/changing.py",
        "row is None or row.group_id != edit.group.id or row.removed",
        "row is None or row.removed",
        APART,
    ),
    Mutant(
        "changes of other groups are found",
        "bot/core/history.py",
        "return found if found is not None and found.act.group_id == group_id else None",
        "return found",
        APART,
    ),
    Mutant(
        "an offer serves everybody",
        "bot/core/offers.py",
        "offer.person_id in (None, person_id) and ",
        "",
        RIGHTS,
    ),
    Mutant(
        "groups of other workspaces are found",
        "bot/groups/arrivals.py",
        "known = groups.groups(session, arrival.team_id)",
        "known = groups.groups(session)",
        APART,
    ),
    Mutant(
        "requests of other groups are found",
        "bot/privacy/store.py",
        " or group_id not in groups_of(session, found)",
        "",
        APART,
    ),
    Mutant(
        "what is stored of a person is shared",
        "bot/privacy/showing.py",
        "    if looking.shared:\n",
        "    if False:\n",
        APART,
    ),
    Mutant(
        "forms open to everybody",
        "bot/talk/conversation.py",
        "        looking.caller.require(kind.need(",
        "        print(kind.need(",
        ("tests/core/test_forms_open.py",),
    ),
    Mutant(
        "the plan is read by everybody",
        "bot/core/caller.py",
        "        if self.may_read():\n            return\n        channel",
        "        if self:\n            return\n        channel",
        RIGHTS,
    ),
    Mutant(
        "an expired token is used",
        "bot/slack/tokens.py",
        "        if found.is_over(self._clock.now()):\n            raise NotRenewed(team_id)\n",
        "",
        TOKENS,
    ),
    Mutant(
        "an old installation's token replaces the new one's",
        "bot/groups/installations.py",
        "        if row is not None and row.renewing_until == claimed_at + RENEWING:\n            for name",
        "        if row is not None:\n            for name",
        TOKENS,
    ),
    Mutant(
        "a token is renewed twice",
        "bot/groups/store/installations.py",
        ", Installation.expires_at <= due)",
        ")",
        TOKENS,
    ),
    Mutant(
        "an organisation's token serves workspaces of others",
        "bot/groups/store/installations.py",
        "    organisation = known.enterprise_id if known else enterprise_id\n",
        "    organisation = session.scalar(select(Installation.enterprise_id))\n",
        TOKENS,
    ),
    Mutant(
        "an organisation shuts the bot out of workspaces of others",
        "bot/groups/store/installations.py",
        "    served = [team for team in teams_of(session, enterprise_id) if team in teams]\n",
        "    served = list(teams)\n",
        TOKENS,
    ),
    Mutant(
        "an old event ends a new installation",
        "bot/groups/store/installations.py",
        "Installation.revoked_at.is_(None), Installation.installed_at <= at)",
        "Installation.revoked_at.is_(None))",
        TOKENS,
    ),
    Mutant(
        "Home is drawn again with the token of the visit",
        "bot/slack/listeners/events/home.py",
        "                await self.publish(await self.client_of(arrival.team_id), arrival)\n",
        "                await self.publish(await self.client_of(min(self._visits)[0]), arrival)\n",
        ("tests/home/test_fresh_tokens.py",),
    ),
)


def notice(mutant: Mutant | None, tests: tuple[str, ...]) -> str:
    """What the tests say against this change (None: against none); empty if they pass."""
    with tempfile.TemporaryDirectory(prefix="img-bot-mutant-") as folder:
        for name in COPIED:
            source, target = ROOT / name, Path(folder) / name
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, target)
        if mutant is not None:
            file = Path(folder) / mutant.file
            text = file.read_text()
            if text.count(mutant.old) != 1:
                raise SystemExit(f"{mutant.name}: {mutant.file} no longer holds what is to be changed")
            file.write_text(text.replace(mutant.old, mutant.new))
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-rf", "-p", "no:cacheprovider", *tests]
        done = subprocess.run(
            command, cwd=folder, capture_output=True, timeout=SECONDS, check=False, text=True
        )
        if done.returncode not in (0, 1):
            raise SystemExit(done.stdout + done.stderr)
        failed = [line for line in done.stdout.splitlines() if line.startswith("FAILED")]
        return "" if done.returncode == 0 else "\n".join(failed) or done.stdout


def main(words: list[str]) -> int:
    """Try mutants; exit code 1 if one is not noticed, or if the tests fail without any."""
    chosen = [one for one in MUTANTS if not words or any(word in one.name for word in words)]
    if said := notice(None, tuple(sorted({test for one in chosen for test in one.tests}))):
        print(f"the tests fail as it is: {said}", flush=True)
        return 1
    alive = [mutant.name for mutant in chosen if _report(mutant)]
    return 1 if alive else 0


def _report(mutant: Mutant) -> bool:
    said = notice(mutant, mutant.tests)
    print(f"{mutant.name}: {f'noticed ({said})' if said else 'NOT NOTICED'}", flush=True)
    return not said


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
