"""What is stored about people: shown, handed out, erased."""

from __future__ import annotations

from bot.core.registry import ActKind, Feature, LookKind
from bot.privacy import performing, showing, texts
from bot.privacy.acts import AgreeToErase, AskToErase, KeepMyData, MyData
from bot.privacy.notices import ERASURE_NOTICE
from bot.privacy.words import COMMANDS

PRIVACY = Feature(
    name="privacy",
    acts=(
        ActKind(
            AskToErase,
            load=performing.load_own,
            need=performing.need_nothing,
            already=performing.asked_already,
            carry_out=performing.ask,
            say=texts.say_ask,
            told=texts.build_asked,
            words="erase my data",
            no_undo="Keeping one's data takes it back, until it is erased.",
        ),
        ActKind(
            KeepMyData,
            load=performing.load_to_keep,
            need=performing.need_nothing,
            carry_out=performing.keep,
            say=texts.say_keep,
            told=texts.build_kept,
            words="keep my data",
            no_undo="It can be asked for again.",
        ),
        ActKind(
            AgreeToErase,
            load=performing.load_asked,
            need=performing.need_coordinator,
            already=performing.agreed_already,
            carry_out=performing.agree,
            say=texts.say_agree,
            told=texts.build_agreed,
            no_undo="What is erased is gone for good.",
        ),
    ),
    looks=(LookKind(MyData, showing.show_my_data, texts.label_my_data),),
    notices=(ERASURE_NOTICE,),
    commands=COMMANDS,
)
