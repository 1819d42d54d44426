"""views.*: forms and the Home tab."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from bot.sandbox.block_rules import view_problems, view_too_large
from bot.sandbox.journal import Kind
from bot.sandbox.methods.base import ApiError, Call, method, refuse_arguments
from bot.sandbox.standing_in import Slack
from bot.sandbox.state import JSON, Trigger, View, Workspace

TRIGGER_LIFE = timedelta(seconds=3)
DEEPEST_STACK = 3


def check_view(content: Any, kind: str) -> JSON:  # noqa: ANN401 - any JSON value
    """A view that Slack would take as a "modal" or a "home"; raises what it would answer otherwise."""
    found = view_problems(content)
    if not found and content["type"] != kind:
        found = [f"[ERROR] must be a {kind} [json-pointer:/view/type]"]
    if found:
        raise refuse_arguments(*found)
    if view_too_large(content):
        raise ApiError("view_too_large")
    return dict(content)


def view_json(slack: Slack, view: View) -> JSON:
    """A view as the Web API and the payloads of actions show it."""
    workspace = slack.workspaces[view.team]
    shown: JSON = {"private_metadata": "", "callback_id": "", "external_id": "", **view.content}
    if shown["type"] == "modal":
        shown = {"submit": None, "close": None, "clear_on_close": False, "notify_on_close": False, **shown}
    return shown | {
        "id": view.id,
        "team_id": view.team,
        "state": {"values": view.inputs},
        "hash": view.hash,
        "previous_view_id": view.previous_view_id,
        "root_view_id": view.root_view_id,
        "app_id": slack.app_id,
        "app_installed_team_id": view.team,
        "bot_id": workspace.bot.id,
    }


def new_hash(slack: Slack) -> str:
    """A hash that tells one state of a view from the next."""
    return f"{int(slack.clock.now().timestamp())}.{secrets.token_hex(4)}"


def show(slack: Slack, kind: Kind, way: str, workspace: Workspace, view: View, content: JSON) -> JSON:
    """Put content into a view, write it into the journal, and describe the view."""
    slack.complete(content["blocks"])
    view.content, view.hash, view.errors = content, new_hash(slack), {}
    kept = {block["block_id"] for block in content["blocks"]}
    view.inputs = {block_id: chosen for block_id, chosen in view.inputs.items() if block_id in kept}
    slack.views[view.id] = view
    slack.record(
        kind,
        way,
        workspace.id,
        user=view.user,
        blocks=content["blocks"],
        text=(content.get("title") or {}).get("text", ""),
        view_id=view.id,
        view=view_json(slack, view),
    )
    return view_json(slack, view)


def open_view(
    slack: Slack, way: str, workspace: Workspace, user: str, content: JSON, *, onto: View | None = None
) -> JSON:
    """Show a new form to a person, alone or on top of another one."""
    stack = slack.stacks.setdefault(user, [])
    if onto is None:
        stack.clear()
    elif len(stack) >= DEEPEST_STACK:
        raise ApiError("push_limit_reached")
    _check_external_id(slack, workspace, content, None)
    view_id = slack.new_id("V")
    view = View(view_id, workspace.id, user, "", content, onto.root_view_id if onto else view_id)
    view.previous_view_id = onto.id if onto else None
    stack.append(view_id)
    return show(slack, "view_push" if onto else "view_open", way, workspace, view, content)


def _check_external_id(slack: Slack, workspace: Workspace, content: JSON, own: str | None) -> None:
    """An external id names one view of the workspace."""
    external_id = content.get("external_id")
    open_ids = {view_id for stack in slack.stacks.values() for view_id in stack} - {own}
    views = [slack.views[view_id] for view_id in open_ids]
    if external_id and any(
        view.team == workspace.id and view.content.get("external_id") == external_id for view in views
    ):
        raise ApiError("duplicate_external_id")


def use_trigger(call: Call) -> Trigger:
    """The act that allows one form, within three seconds."""
    trigger = call.slack.triggers.get(call.args["trigger_id"])
    if trigger is None or trigger.team != call.workspace.id:
        raise ApiError("invalid_trigger_id")
    if call.slack.clock.now() - trigger.issued_at > TRIGGER_LIFE:
        raise ApiError("expired_trigger_id")
    if trigger.used:
        raise ApiError("exchanged_trigger_id")
    trigger.used = True
    return trigger


@method("views.open", "trigger_id! view!:json interactivity_pointer")
def views_open(call: Call) -> JSON:
    """Open a form for the person whose act brought the trigger."""
    content = check_view(call.args["view"], "modal")
    trigger = use_trigger(call)
    return {"view": open_view(call.slack, call.method, call.workspace, trigger.user, content)}


@method("views.push", "trigger_id! view!:json interactivity_pointer")
def views_push(call: Call) -> JSON:
    """Put a form on top of the one in which the person acted."""
    content = check_view(call.args["view"], "modal")
    trigger = use_trigger(call)
    onto = call.slack.views.get(trigger.view_id or "")
    if onto is None or onto.id not in call.slack.stacks.get(trigger.user, []):
        raise refuse_arguments("[ERROR] the trigger does not come from an open view")
    return {"view": open_view(call.slack, call.method, call.workspace, trigger.user, content, onto=onto)}


@method("views.update", "view!:json view_id external_id hash")
def views_update(call: Call) -> JSON:
    """Change a form that is open; with a hash, only if nothing changed since."""
    content = check_view(call.args["view"], "modal")
    view = _open_view_named(call)
    if "hash" in call.args and call.args["hash"] != view.hash:
        raise ApiError("hash_conflict")
    _check_external_id(call.slack, call.workspace, content, view.id)
    return {"view": show(call.slack, "view_update", call.method, call.workspace, view, content)}


def _open_view_named(call: Call) -> View:
    """The open form that `view_id` or `external_id` names."""
    for view in call.slack.views.values():
        named = call.args.get("view_id") == view.id or (
            "external_id" in call.args and call.args["external_id"] == view.content.get("external_id")
        )
        if named and view.team == call.workspace.id and view.id in call.slack.stacks.get(view.user, []):
            return view
    raise ApiError("not_found")


@method("views.publish", "user_id! view!:json hash")
def views_publish(call: Call) -> JSON:
    """Show a person's Home tab."""
    content = check_view(call.args["view"], "home")
    user = call.user("user_id")
    key = (call.workspace.id, user.id)
    view = call.slack.homes.get(key)
    if view is not None and "hash" in call.args and call.args["hash"] != view.hash:
        raise ApiError("hash_conflict")
    if view is None:
        view_id = call.slack.new_id("V")
        view = call.slack.homes[key] = View(view_id, call.workspace.id, user.id, "", content, view_id)
    return {"view": show(call.slack, "view_publish", call.method, call.workspace, view, content)}
