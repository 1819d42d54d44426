"""files.*: uploads in three steps, as `files_upload_v2` takes them."""

from __future__ import annotations

from urllib.parse import quote

from bot.sandbox.methods.base import ApiError, Call, method, refuse_arguments
from bot.sandbox.state import JSON, File


@method("files.getUploadURLExternal", "filename! length!:int alt_txt snippet_type", scope="files:write")
def get_upload_url(call: Call) -> JSON:
    """Reserve a place for a file and tell where to send it."""
    if call.args["length"] <= 0:
        raise refuse_arguments("[ERROR] must be greater than 0 [json-pointer:/length]")
    file = File(
        call.slack.new_id("F"),
        call.workspace.id,
        call.bot.user_id,
        call.args["filename"],
        call.args["length"],
        call.args.get("alt_txt"),
    )
    call.slack.files[file.id] = file
    return {"upload_url": f"{call.slack.base_url}/upload/v1/{file.id}", "file_id": file.id}


def file_json(file: File, base_url: str) -> JSON:
    """A file as the Web API shows it."""
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title or file.name,
        "size": file.length,
        "user": file.user,
        "alt_txt": file.alt_txt,
        "channels": file.channels,
        "mode": "hosted",
        "is_external": False,
        "url_private": file.url or f"{base_url}/files-pri/{file.team}-{file.id}/{quote(file.name)}",
        "url_private_download": file.url
        or f"{base_url}/files-pri/{file.team}-{file.id}/download/{quote(file.name)}",
    }


@method(
    "files.completeUploadExternal",
    "files!:json channel_id channels initial_comment thread_ts blocks:json",
    scope="files:write",
)
def complete_upload(call: Call) -> JSON:
    """Finish uploads and share them; Slack attaches no metadata to such a message."""
    done = []
    for named in call.args["files"]:
        file = call.slack.files.get(named.get("id", ""))
        if file is None or file.team != call.workspace.id or file.completed:
            raise ApiError("file_not_found")
        if file.content is None:
            raise ApiError("file_upload_not_complete")
        file.title = named.get("title")
        done.append(file)
    names = [call.args.get("channel_id"), *(call.args.get("channels") or "").split(",")]
    for name in filter(None, names):
        call.args["channel"] = name
        channel = call.joined()
        if channel.is_archived:
            raise ApiError("is_archived")
        call.slack.post(
            call.workspace,
            channel,
            call.args.get("initial_comment", ""),
            [],
            method=call.method,
            thread_ts=call.args.get("thread_ts"),
            files=[file.id for file in done],
        )
        for file in done:
            file.channels.append(channel.id)
            call.slack.record(
                "file",
                call.method,
                call.workspace.id,
                channel=channel.id,
                user=call.slack.alone(call.workspace, channel),
                text=file.title or file.name,
                thread_ts=call.args.get("thread_ts"),
                file_id=file.id,
            )
    for file in done:
        file.completed = True
    return {"files": [file_json(file, call.slack.base_url) for file in done]}


@method("files.info", "file! count:int cursor limit:int page:int", scope="files:read")
def info(call: Call) -> JSON:
    """Describe a file."""
    file = call.slack.files.get(call.args["file"])
    if file is None or file.team != call.workspace.id or not file.completed:
        raise ApiError("file_not_found")
    return {
        "file": file_json(file, call.slack.base_url),
        "comments": [],
        "response_metadata": {"next_cursor": ""},
    }
