"""The roster from a file: dropped, shown, written, taken back."""

from __future__ import annotations

from io import BytesIO

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from tests.talk.stage import MEMBER, OBSERVER, SECRETARIAT, WS1_LEAD, Shown, Stage

HEAD = "Agency;Alias;Name;E-mail;Slack;Role;Streams;Zone;Language\n"
ROWS = (
    HEAD
    + "UNU;United Nations University;Ms A. Otieno;otieno@example.org;;focal point;;Africa/Nairobi;fr\n"
    + f"UN Environment;;;;{MEMBER};alternate;;;\n"
    + f"WHO;;;;{WS1_LEAD};lead;WS1, WS2;;\n"
    + "ITU;;;;;;;;\n"
).encode()
MEMBERS = """select user_id, represents_as, agencies.name from members join people on people.id = person_id
    left join agencies on agencies.id = agency_id order by members.id"""
LEADS = """select label from role_assignments join people on people.id = person_id
    join streams on streams.id = stream_id where user_id = :u order by label"""
C = "select name, language, represents_as from people join members on person_id = people.id where mail = :m"


async def dropped(stage: Stage, content: bytes, name: str = "people.csv", user: str = SECRETARIAT) -> Shown:
    file = stage.client.upload(user, name, content)
    return stage.result(await stage.client.share_files(user, [file]), user).shown[0]


async def test_a_dropped_table_of_people_shows_what_it_would_change(stage: Stage) -> None:
    before = stage.rows(MEMBERS)
    shown = await dropped(stage, ROWS)
    assert "2 new, 1 changed, 0 the same" in shown.text
    assert "Ms A. Otieno: on the roster; UNU; otieno@example.org" in shown.all
    assert "UNU, also called United Nations University" in shown.all.replace("*", "")
    assert stage.rows(MEMBERS) == before


async def test_it_is_written_once_and_taken_back_whole(stage: Stage) -> None:
    before, agencies = stage.rows(MEMBERS), stage.rows("select count(*) from agencies")
    shown = await dropped(stage, ROWS)
    done = (await stage.press(shown, "Change the roster")).said
    assert (
        done.text == "✔ The roster is as in people.csv: 2 new people, 1 person changed, and 4 new agencies."
    )
    [[name, mail, zone, language]] = stage.rows(
        "select name, mail, zone, language from people where mail = 'otieno@example.org'"
    )
    assert (name, mail, zone, language) == ("Ms A. Otieno", "otieno@example.org", "Africa/Nairobi", "fr")
    assert (MEMBER, "alternate", "UN Environment") in [tuple(row) for row in stage.rows(MEMBERS)]
    assert stage.rows(LEADS, u=WS1_LEAD) == [("WS1",), ("WS2",)]
    again = (await stage.press(shown, "Change the roster")).said
    assert "has changed since" in again.text or "like that already" in again.text
    await stage.press(done, "Undo")
    assert stage.rows(MEMBERS) == before and stage.rows("select count(*) from agencies") == agencies
    assert stage.rows(LEADS, u=WS1_LEAD) == [("WS1",)]


async def test_what_cannot_be_read_is_said_row_by_row_and_the_rest_is_kept(stage: Stage) -> None:
    rows = (
        HEAD
        + "UNU;;Ms A;not an address;;captain;;;\nITU;;Mr B;b@example.org;;lead;;Mars/Base;de\nX;;;;;;WS9;;\n"
    )
    shown = await dropped(stage, rows.encode())
    for told in (
        "Row 2: “not an address” is no mail address.",
        "Row 2: I do not know the role “captain”.",
        "Row 3: A lead of which stream?",
        "Row 3: Mars/Base is no time zone",
        "Row 4: There is no stream WS9",
    ):
        assert told in shown.all
    assert "2 new" in shown.text


async def test_somebody_without_slack_neither_leads_nor_coordinates(stage: Stage) -> None:
    shown = await dropped(stage, (HEAD + "UNU;;Ms A;a@example.org;;coordinator;;;\n").encode())
    assert "needs Slack" in shown.all
    await stage.press(shown, "Change the roster")
    assert stage.rows("select count(*) from role_assignments where stream_id is null") == [(1,)]


async def test_an_excel_file_and_french_headings(stage: Stage) -> None:
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet("Participants")
        sheet.write_row(0, 0, ["Organisme", "Nom", "Courriel", "Qualité", "Langue"])
        sheet.write_row(1, 0, ["UNITAR", "M. C", "c@example.org", "suppléant", "français"])
    await stage.press(await dropped(stage, content.getvalue(), "participants.xlsx"), "Change the roster")
    [found] = stage.rows(C, m="c@example.org")
    assert tuple(found) == ("M. C", "fr", "alternate")


async def test_a_roster_that_changed_meanwhile_is_offered_anew(stage: Stage) -> None:
    shown = await dropped(stage, ROWS)
    await stage.told(SECRETARIAT, f"people add <@{MEMBER}> UN Environment as alternate")
    refused = (await stage.press(shown, "Change the roster")).said
    assert "has changed since" in refused.text
    assert stage.rows("select 1 from people where mail = 'otieno@example.org'") == []
    await stage.press(refused, refused.labels[0])
    assert stage.rows("select 1 from people where mail = 'otieno@example.org'") == [(1,)]


@pytest.mark.parametrize("user", [MEMBER, OBSERVER])
async def test_who_does_not_coordinate_changes_nothing(stage: Stage, user: str) -> None:
    refused = await dropped(stage, ROWS, user=user)
    assert SECRETARIAT in refused.text or "roster" in refused.text
    assert stage.rows("select 1 from import_drafts") == []


async def test_the_same_file_twice_changes_nothing(stage: Stage) -> None:
    await stage.press(await dropped(stage, ROWS), "Change the roster")
    again = await dropped(stage, ROWS)
    assert "0 new, 0 changed, 3 the same" in again.text and "Change the roster" not in again.labels
