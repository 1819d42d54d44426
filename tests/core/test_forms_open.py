"""A form opens for those who may do what it asks for, and for nobody else."""

from __future__ import annotations

import pytest

from bot.core.codec import encode
from bot.core.errors import UserError
from bot.core.requests import Form
from bot.talk.conversation import Conversation
from bot.talk.outcomes import OpenForm
from tests.core.requests_listed import FORMS
from tests.stage import COORDINATOR, LEAD1, LEAD2, MEMBER, NOW, OBSERVER, WS1, Stage

USERS = (COORDINATOR, LEAD1, LEAD2, MEMBER, OBSERVER)


def opens(stage: Stage, form: Form, user: str, channel: str | None = None) -> bool:
    talk = Conversation(stage.work, "/img", lambda: NOW)
    return isinstance(talk.press(stage.arrival(user, channel), encode(form, stage.group_id)), OpenForm)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.NAME)
def test_it_opens_for_those_who_may_and_for_nobody_else(lite: Stage, form: Form) -> None:
    kind, may, opened = lite.work.registry.forms[type(form)], set(), set()
    for user in USERS:
        with lite.looking(lite.as_(user, WS1)) as looking:
            try:
                kind.build(form, looking)
            except UserError:
                continue  # there is nothing to fill in now, whoever asks
            allowed = looking.caller.may(kind.need(form, looking.snapshot))
        may |= {user} if allowed else set()
        opened |= {user} if opens(lite, form, user, WS1) else set()
    assert opened == may


def test_some_forms_are_for_some_alone(lite: Stage) -> None:
    """Else the test above would say nothing."""
    kinds = {form.NAME: [opens(lite, form, user, WS1) for user in USERS] for form in FORMS}
    assert sum(opened[0] and not opened[-1] for opened in kinds.values()) > 15
    assert sum(opened[0] and not opened[1] for opened in kinds.values()) > 2
