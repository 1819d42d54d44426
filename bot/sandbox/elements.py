"""The elements of Block Kit and their parts, as tables: the keys of each, how long texts may be."""

from __future__ import annotations

from bot.sandbox.block_checks import (
    Check,
    Shape,
    anything,
    boolean,
    integer,
    listing,
    matching,
    one_of,
    string,
    text,
    typed,
)

ANY_TEXT = ("plain_text", "mrkdwn")
ID = string(255)
DATE = matching(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "a date like 2017-11-20")
TIME = matching(r"([01]\d|2[0-3]):[0-5]\d", "a time like 09:30")
USER = matching(r"[UW][A-Z0-9]{2,}", "a user id")
CHANNEL = matching(r"[CDG][A-Z0-9]{2,}", "a conversation id")

CONFIRM = Shape(
    {"title": text(100), "text": text(300, ANY_TEXT), "confirm": text(30), "deny": text(30)},
    {"style": one_of("primary", "danger")},
)
OPTION = Shape({"text": text(75, ANY_TEXT), "value": string(150)}, {"description": text(75, ANY_TEXT)})
MENU_OPTION = Shape({"text": text(75), "value": string(150)}, {"description": text(75), "url": string(3000)})
GROUP = Shape({"label": text(75), "options": listing(MENU_OPTION, 100)})
IMAGE = Shape(
    {"alt_text": string(2000)},
    {"image_url": string(3000), "slack_file": anything},
    one_of=("image_url", "slack_file"),
)

INTERACTIVE: dict[str, Check] = {"action_id": ID, "confirm": CONFIRM}
FOCUS: dict[str, Check] = {**INTERACTIVE, "focus_on_load": boolean}
MENU: dict[str, Check] = {**FOCUS, "placeholder": text(150)}
MANY: dict[str, Check] = {**MENU, "max_selected_items": integer(1, 1000)}
STATIC: dict[str, Check] = {"options": listing(MENU_OPTION, 100), "option_groups": listing(GROUP, 100)}
TYPED: dict[str, Check] = {
    "action_id": ID,
    "focus_on_load": boolean,
    "placeholder": text(150),
    "initial_value": string(3000, 0),
    "dispatch_action_config": anything,
}

ELEMENTS: dict[str, Shape] = {
    "button": Shape(
        {"text": text(75)},
        {
            **INTERACTIVE,
            "value": string(2000),
            "url": string(3000),
            "style": one_of("primary", "danger"),
            "accessibility_label": string(75),
        },
    ),
    "static_select": Shape({}, {**MENU, **STATIC, "initial_option": MENU_OPTION}, one_of=tuple(STATIC)),
    "multi_static_select": Shape(
        {}, {**MANY, **STATIC, "initial_options": listing(MENU_OPTION, 100)}, one_of=tuple(STATIC)
    ),
    "external_select": Shape(
        {}, {**MENU, "initial_option": MENU_OPTION, "min_query_length": integer(0, 100)}
    ),
    "users_select": Shape({}, {**MENU, "initial_user": USER}),
    "multi_users_select": Shape({}, {**MANY, "initial_users": listing(USER, 100)}),
    "channels_select": Shape({}, {**MENU, "initial_channel": CHANNEL, "response_url_enabled": boolean}),
    "conversations_select": Shape(
        {},
        {
            **MENU,
            "initial_conversation": CHANNEL,
            "default_to_current_conversation": boolean,
            "filter": anything,
            "response_url_enabled": boolean,
        },
    ),
    "overflow": Shape({"options": listing(MENU_OPTION, 5)}, INTERACTIVE),
    "datepicker": Shape({}, {**MENU, "initial_date": DATE}),
    "timepicker": Shape({}, {**MENU, "initial_time": TIME, "timezone": string(100)}),
    "datetimepicker": Shape({}, {**FOCUS, "initial_date_time": integer(0, 9_999_999_999)}),
    "checkboxes": Shape({"options": listing(OPTION, 10)}, {**FOCUS, "initial_options": listing(OPTION, 10)}),
    "radio_buttons": Shape({"options": listing(OPTION, 10)}, {**FOCUS, "initial_option": OPTION}),
    "plain_text_input": Shape(
        {}, {**TYPED, "multiline": boolean, "min_length": integer(0, 3000), "max_length": integer(1, 3000)}
    ),
    "email_text_input": Shape({}, TYPED),
    "url_text_input": Shape({}, TYPED),
    "number_input": Shape(
        {"is_decimal_allowed": boolean}, {**TYPED, "min_value": string(30), "max_value": string(30)}
    ),
    "file_input": Shape(
        {}, {"action_id": ID, "filetypes": listing(string(20), 50), "max_files": integer(1, 10)}
    ),
    "image": IMAGE,
}
INPUT_ONLY = {"file_input", "plain_text_input", "email_text_input", "url_text_input", "number_input"}
MENUS = {name for name in ELEMENTS if name not in INPUT_ONLY | {"button", "overflow", "image"}}


def elements(names: set[str]) -> Check:
    """A check that lets these elements pass and no others."""
    return typed({name: ELEMENTS[name] for name in names})
