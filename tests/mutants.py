"""Breaks delivery on purpose, in a copy: the tests must notice. Run by `python -m tests.mutants`."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COPIED = ("bot", "tests", "migrations", "pyproject.toml")
TESTS = ("tests/delivery/test_unclear.py", "tests/delivery/test_crashes.py")
SECONDS = 300


@dataclass(frozen=True)
class Mutant:
    """One change of one file."""

    name: str
    file: str
    old: str
    new: str


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
)


def notice(mutant: Mutant | None) -> str:
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
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-rf", "-p", "no:cacheprovider", *TESTS]
        done = subprocess.run(
            command, cwd=folder, capture_output=True, timeout=SECONDS, check=False, text=True
        )
        if done.returncode not in (0, 1):
            raise SystemExit(done.stdout + done.stderr)
        failed = [line for line in done.stdout.splitlines() if line.startswith("FAILED")]
        return "" if done.returncode == 0 else "\n".join(failed) or done.stdout


def main() -> int:
    """Try all mutants; exit code 1 if one is not noticed, or if the tests fail without any."""
    if said := notice(None):
        print(f"the tests fail as it is: {said}", flush=True)
        return 1
    alive = [mutant.name for mutant in MUTANTS if _report(mutant)]
    return 1 if alive else 0


def _report(mutant: Mutant) -> bool:
    said = notice(mutant)
    print(f"{mutant.name}: {f'noticed ({said})' if said else 'NOT NOTICED'}", flush=True)
    return not said


if __name__ == "__main__":
    raise SystemExit(main())
