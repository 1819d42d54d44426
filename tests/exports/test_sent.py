"""Files come into the direct conversation of whoever asked, and nowhere else."""

from __future__ import annotations

from bot.demo.life import living
from bot.demo.world import GROUP_CHANNEL, MEMBER, SECRETARIAT, TEAM
from bot.sandbox.faults import error


async def test_an_export_and_a_picture_are_sent_to_whoever_asked() -> None:
    async with living() as life:
        reply = await life.client.command(TEAM, GROUP_CHANNEL, MEMBER, "/img", "export csv")
        assert "comes to you directly" in str(reply.message)
        await life.client.command(TEAM, GROUP_CHANNEL, SECRETARIAT, "/img", "timeline ws1")
        await life.bot.files.finish()
        slack = life.server.slack
        sent = {file.name: file for file in slack.files.values() if file.completed}
        assert set(sent) == {"IMG-2017-10-02.csv", "IMG-timeline-1.png"}
        table, picture = sent["IMG-2017-10-02.csv"], sent["IMG-timeline-1.png"]
        assert table.content is not None and table.content.startswith(b"\xef\xbb\xbfkey,")
        assert picture.content is not None and picture.content.startswith(b"\x89PNG")
        assert (picture.alt_txt or "").startswith("Timeline of WS1")
        seen_by = {entry.user for entry in life.server.journal if entry.kind == "file"}
        assert seen_by == {MEMBER, SECRETARIAT}


async def test_what_slack_does_not_take_is_said_to_whoever_asked() -> None:
    async with living() as life:
        life.server.faults.add(error("internal_error"), method="files.completeUploadExternal")
        await life.client.command(TEAM, GROUP_CHANNEL, MEMBER, "/img", "export md")
        await life.bot.files.finish()
        assert any("The file could not be sent" in entry.text for entry in life.server.journal)
