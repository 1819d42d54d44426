from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from bot.core.i18n import language_of
from bot.core.people import Contact
from bot.core.tables import Group
from bot.groups.profiles import stale_profiles
from bot.groups.rules.agencies import (
    Agencies,
    AgencyView,
    Membership,
    SpeaksAs,
    find_person,
    folded_name,
    means_secretariat,
)
from bot.groups.setup import Setup, set_up_group
from bot.groups.store import people, rosters
from bot.groups.tables import Agency, MergedAgency, Person
from tests.plan.samples import paper
from tests.stage import COORDINATOR, LEAD1, LEAD2, MEMBER, NOW, OBSERVER, TEAM, Stage

TODAY = date(2017, 10, 2)
ANN, BEN, CAT = (
    Contact(number, TEAM, f"U{number}", name) for number, name in enumerate(("Ann", "Ben", "Cat"))
)
OTIENO = Contact(7, TEAM, "~07", "Ms A. Otieno", mail="a@example.org")
UNEP, UNU = AgencyView(1, "UNEP", ("UN Environment",)), AgencyView(2, "UNU")


def member(person: Contact, agency: AgencyView | None, speaks_as: SpeaksAs) -> Membership:
    return Membership(person, agency.id if agency else None, speaks_as)


def known(stage: Stage) -> Agencies:
    with stage.looking(stage.as_(COORDINATOR)) as looking:
        return looking.snapshot[Agencies]


AGENCIES = Agencies(
    (UNEP, UNU),
    (
        member(BEN, UNEP, SpeaksAs.FOCAL_POINT),
        member(CAT, UNEP, SpeaksAs.ALTERNATE),
        member(ANN, UNEP, SpeaksAs.REPRESENTATIVE),
        member(OTIENO, UNU, SpeaksAs.FOCAL_POINT),
        member(replace(ANN, id=9), UNU, SpeaksAs.OBSERVER),
    ),
    merged={5: 1},
)


def test_the_focal_point_is_asked_then_who_comes_next() -> None:
    assert AGENCIES.focal_point(1) == BEN
    assert AGENCIES.people_of(1) == (BEN, CAT, ANN)
    away = replace(BEN, away_until=TODAY)
    line = replace(AGENCIES, members=(member(away, UNEP, SpeaksAs.FOCAL_POINT), *AGENCIES.members[1:]))
    assert line.focal_point(1) == away
    assert line.focal_point(1, TODAY) == CAT
    assert line.focal_point(1, TODAY + timedelta(days=1)) == away
    assert AGENCIES.focal_point(2) == OTIENO
    assert AGENCIES.focal_point(2, TODAY) == OTIENO, "nobody of it is on Slack: she is asked by mail"
    assert AGENCIES.focal_point(3) is None


def test_an_agency_that_was_merged_is_the_other_one() -> None:
    assert AGENCIES.by_id[5] == UNEP
    assert AGENCIES.people_of(5) == AGENCIES.people_of(1)
    assert AGENCIES.may_answer_for(BEN.id, 5)


def test_focal_point_and_alternates_answer_for_their_agency_and_no_other() -> None:
    able = {one.person.name for one in AGENCIES.members if AGENCIES.may_answer_for(one.person.id, 1)}
    assert able == {"Ben", "Cat"}
    assert not AGENCIES.may_answer_for(None, 1)
    assert AGENCIES.agency_of(ANN.id) == UNEP
    assert AGENCIES.agency_of(99) is None


@pytest.mark.parametrize(
    "text", ["UNEP", "unep", "the UNEP", "UN environment", "U.N. Environment", "UN-Environment"]
)
def test_an_agency_is_found_by_what_people_call_it(text: str) -> None:
    assert AGENCIES.find(text) == UNEP


def test_what_is_no_agency_is_none() -> None:
    assert AGENCIES.find("UN") is None
    assert AGENCIES.find("") is None
    assert AGENCIES.find("the") is None
    assert folded_name("The The") != ""


@pytest.mark.parametrize(
    ("text", "is_meant"),
    [
        ("the Secretariat", True),
        ("Secretariat", True),
        ("EMG Secretariat", True),
        ("le secrétariat de l’EMG", True),
        ("secrétariat", True),
        ("the coordinator", True),
        ("UNEP", False),
        ("the Secretariat distributes the compilation to all", False),
    ],
)
def test_the_secretariat_is_whoever_coordinates(text: str, is_meant: bool) -> None:
    assert means_secretariat(text) is is_meant


def test_people_are_found_by_name_by_a_word_of_it_and_by_mail() -> None:
    people = {one.id: one for one in (ANN, BEN, CAT, OTIENO, replace(CAT, id=8, name="Cat Ann"))}
    assert find_person("ann", people) == (ANN,), "the whole name goes before a word of another"
    assert find_person("Otieno", people) == (OTIENO,)
    assert find_person("A@example.org", people) == (OTIENO,)
    assert find_person("cat", people) == (CAT,)
    assert find_person("x@example.org", people) == ()
    assert find_person("", people) == ()


@pytest.mark.parametrize(
    ("own", "locale", "group", "read"),
    [
        ("fr", "en-US", "en", "fr"),
        (None, "fr-FR", "en", "fr"),
        (None, "fr_CA", "en", "fr"),
        (None, None, "fr", "fr"),
        (None, None, "both", "en"),
        (None, "de-DE", "fr", "fr"),
        (None, "en-GB", "fr", "en"),
    ],
)
def test_the_language_is_the_rosters_then_slacks_then_the_groups(
    own: str | None, locale: str | None, group: str, read: str
) -> None:
    assert language_of(own, locale, group) == read


def test_a_reader_has_the_language_of_the_roster(stage: Stage) -> None:
    with stage.database.writing() as session:
        session.execute(update(Group).values(language="fr", revision=Group.revision + 1))
        people.get_person(session, TEAM, LEAD1).language = "en"
        people.get_person(session, TEAM, MEMBER).locale = "en-US"
    read = {user: stage.as_(user).reader.language for user in (COORDINATOR, LEAD1, MEMBER, "U0NEW")}
    assert read == {COORDINATOR: "fr", LEAD1: "en", MEMBER: "en", "U0NEW": "fr"}


def test_setup_says_who_speaks_for_an_agency(stage: Stage) -> None:
    parts = ((LEAD2, "UNEP:focal"), (OBSERVER, "UNEP:observer"), ("U0ALT", "unep:Alternate"), ("U0X", "A:B"))
    done = set_up_group(stage.work, Setup(team=TEAM, label="IMG", members=parts), NOW)
    assert done == [f"+ member {user}={agency}" for user, agency in parts]
    agencies = known(stage)
    unep, other = agencies.find("UNEP"), agencies.find("A:B")
    assert unep is not None and other is not None
    assert [one.user_id for one in agencies.people_of(unep.id)] == [LEAD2, "U0ALT", MEMBER]
    assert [one.user_id for one in stage.as_(LEAD2).roster.representatives["UNEP"]] == [
        LEAD2,
        "U0ALT",
        MEMBER,
    ]
    assert stage.as_(OBSERVER).standing.is_observer
    assert not stage.as_(MEMBER).standing.is_observer
    # The same without a part leaves the part as it is.
    assert set_up_group(stage.work, Setup(team=TEAM, label="IMG", members=((LEAD2, "UNEP"),)), NOW) == []


def test_somebody_without_slack_is_on_the_roster_like_everybody_else(stage: Stage) -> None:
    with stage.database.writing() as session:
        unu = rosters.get_agency(session, stage.group_id, "UNU")
        person = people.add_outsider(session, TEAM, "Ms A. Otieno", "a@example.org", "fr")
        rosters.set_member(session, stage.group_id, person.id, unu.id, NOW, SpeaksAs.FOCAL_POINT)
        people.pseudonym_of(session, person.id)
        session.execute(update(Group).values(revision=Group.revision + 1))
        assert people.person_by_mail(session, TEAM, "A@Example.org ") == person
        assert people.person_by_mail(session, "T0ELSEWHERE", "a@example.org") is None
    caller = stage.as_(COORDINATOR)
    contact = known(stage).people_of(unu.id)[0]
    assert (contact.name, contact.mail, contact.language) == ("Ms A. Otieno", "a@example.org", "fr")
    assert not contact.is_on_slack
    assert caller.facts.standing_of(contact.id).agency == "UNU"
    assert all(one.user_id != contact.user_id for one in stale_profiles(stage.work, NOW, 100))
    # What is hers to do is asked of the next in line, since nothing in Slack reaches her.
    hers = paper("2018-05", streams=("WS1",), owner_id=contact.id)
    assert [one.user_id for one in caller.roster.owners(hers, TODAY)] == [LEAD1]
    agencys = paper("2018-05", streams=("WS2",), owner_agency="UNU")
    assert [one.user_id for one in caller.roster.owners(agencys, TODAY)] == [LEAD2]


def test_what_refers_to_a_merged_agency_means_the_other(stage: Stage) -> None:
    with stage.database.writing() as session:
        unep = rosters.get_agency(session, stage.group_id, "UNEP")
        old = rosters.get_agency(session, stage.group_id, "UN Environment")
        assert old.id != unep.id
        session.add(MergedAgency(agency_id=old.id, into_id=unep.id))
        person = people.get_person(session, TEAM, OBSERVER)
        rosters.set_member(session, stage.group_id, person.id, old.id, NOW)
        session.execute(update(Group).values(revision=Group.revision + 1))
        session.flush()
        assert rosters.get_agency(session, stage.group_id, "UN Environment").id == unep.id
        assert len(session.scalars(select(Agency)).all()) == 3
        assert session.get_one(Person, person.id).user_id == OBSERVER
    agencies = known(stage)
    assert [agency.name for agency in agencies.agencies] == ["UNEP", "WHO"]
    assert agencies.agency_of(person.id) == agencies.find("UNEP")
    assert stage.as_(OBSERVER).standing.agency == "UNEP"
    assert len(stage.as_(OBSERVER).roster.representatives["UNEP"]) == 2
