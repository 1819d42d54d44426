"""`setup` as it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.__main__ import main

GROUP = ["setup", "--team", "T0123", "--label", "IMG"]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATABASE_URL", raising=False)


def test_what_came_and_what_went_is_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    new = ["--name", "E-waste IMG", "--channel", "C0123", "--member", "U0004=UNEP", "--member", "U0005"]
    assert main([*GROUP, *new]) == 0
    told = ["+ group IMG", "+ channel C0123", "+ member U0004=UNEP", "+ member U0005"]
    assert capsys.readouterr().out.splitlines() == told
    assert main([*GROUP, "--remove-member", "U0004"]) == 0
    assert capsys.readouterr().out == "- member U0004\n"


@pytest.mark.parametrize(
    ("typed", "example"),
    [
        (["--lead", "WS1=bob"], "WS1=U0123"),
        (["--coordinator", "@anna"], "U0123"),
        (["--stream", "WS1"], "WS1=C0123"),
        (["--member", "bob=UNEP"], "U0123=UNEP"),
        (["--channel", "#general"], "C0123"),
        (["--team", "emg"], "T0123"),
        (["--label", "IMG 2"], "IMG"),
    ],
)
def test_what_does_not_look_right_gets_an_example(
    capsys: pytest.CaptureFixture[str], typed: list[str], example: str
) -> None:
    with pytest.raises(SystemExit) as end:
        main([*GROUP, *typed])
    assert end.value.code == 2
    assert capsys.readouterr().err.splitlines()[-1].endswith(f"should look like {example}")


def test_a_workspace_without_a_group_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*GROUP, "--name", "E-waste IMG", "--channel", "C0123"]) == 0
    assert main(["export", "--format", "md", "--team", "T9"]) == 1
    assert "There is no group in workspace T9" in capsys.readouterr().err
