"""Files, pictures and editions of the plan."""

from __future__ import annotations

from bot.core.registry import ActKind, Feature, LookKind
from bot.documents.writing.word_template import PLAN_TEMPLATE
from bot.exports import editions, showing, texts
from bot.exports.acts import Editions, Export, PublishPlan, Timeline
from bot.exports.words import COMMANDS

EXPORTS = Feature(
    name="exports",
    acts=(
        ActKind(
            PublishPlan,
            load=editions.load_name,
            need=editions.need_to_publish,
            carry_out=editions.publish,
            say=texts.say_publish,
            told=texts.build_published,
            words="publish plan",
            no_undo="What the channel has heard cannot be taken back; a next edition corrects it.",
        ),
    ),
    looks=(
        LookKind(Export, showing.show_export, texts.label_export),
        LookKind(Timeline, showing.show_timeline, texts.label_timeline),
        LookKind(Editions, showing.show_editions, texts.label_editions),
    ),
    templates=(PLAN_TEMPLATE,),
    commands=COMMANDS,
)
