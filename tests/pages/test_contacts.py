"""Contacts: adding people, finding them, and a person's page."""

from datetime import date, timedelta

import pytest

from lib.domain.commands import AddReferral, ArchiveContact, SaveContactNotes
from lib.domain.vocabulary import OwnEmployer, Tie
from lib.store.workspace import Workspace
from lib.ui.safe_text import md_escape
from tests.cast import TODAY, a_contact, a_goal, an_interview, asked, done, only
from tests.pages.visitor import OpenPage, Visitor

_EMPLOYER = "Do they work where you work now, and is it safe if your employer hears of this?"

_UNSURE = (
    "They work where you work now, and it is not sure that your employer may hear of this. Think about it before you "
    "write."
)


def _found(page: Visitor) -> list[str]:
    people = [button.label for button in page.button if "-open-contact-" in str(button.key)]
    return [label.split("**")[1] for label in people]


# Adding


def test_a_person_is_added_by_hand(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("contacts").clicks("Add a person")
    page.types("Name", "Amara Obi").types("Organisation", "City Hospital").types("What they do", "Nurse")
    page.types("E-mail", "amara@example.org").types("Phone", "030 1234").types("Profile link", "linkedin.com/in/amara")
    page.types("How strong is the tie?", Tie.FORMER).types("How do you know each other?", "School")
    page.types("Tags", "hospital, alumni").types("When did you last speak?", TODAY - timedelta(days=9))
    page.types("Could they connect you to others?", 3).types(
        "Further e-mail addresses", "a@example.org\n\nb@example.org"
    )
    page.types(_EMPLOYER, OwnEmployer.UNSURE)

    page.clicks("Add this person")

    amara = ada.snapshot().contacts.set_index("name").loc["Amara Obi"]
    assert tuple(amara[["organisation", "position", "email"]]) == ("City Hospital", "Nurse", "amara@example.org")
    assert tuple(amara[["phone", "profile_url"]]) == ("030 1234", "https://linkedin.com/in/amara")
    assert tuple(amara[["tie", "how_known", "own_employer", "connects"]]) == ("former", "School", "unsure", 3)
    assert amara["also"] == {"email": ["a@example.org", "b@example.org"]}
    assert (list(amara["tags"]), amara["last_spoke_on"].date()) == (["hospital", "alumni"], date(2026, 9, 26))
    assert (page.title[0].value, page.told()) == (
        "Amara Obi",
        ["They are among your contacts.", _UNSURE],
    )


def test_a_new_person_can_be_undone(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("contacts", new="yes").types("Name", "Amara Obi").clicks("Add this person")

    page.clicks("Undo")

    assert ada.snapshot().contacts.empty
    assert page.headings() == ["Contacts"]
    assert page.told() == ["Undone. Everything is as it was before."]


def test_a_hasty_second_click_adds_one_person(open_page: OpenPage, ada: Workspace) -> None:
    open_page("contacts", new="yes").types("Name", "Amara Obi").clicks("Add this person", twice=True)

    assert list(ada.snapshot().contacts["name"]) == ["Amara Obi"]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("Name", " ", "Enter the name of the person you want to talk to."),
        ("E-mail", "amara@", "This does not look like an e-mail address. Check the part before and after the @."),
        (
            "Profile link",
            "javascript:alert(1)",
            "This is not a link that can be opened. Paste one that starts with https://.",
        ),
        (
            "When did you last speak?",
            TODAY + timedelta(days=1),
            "This day is still to come. Choose today or an earlier day.",
        ),
        ("Organisation", "x" * 201, "This has 201 characters; 200 fit here. Please shorten it."),
    ],
)
def test_what_does_not_hold_is_said_and_what_was_typed_stays(
    open_page: OpenPage, ada: Workspace, field: str, typed: str, sentence: str
) -> None:
    page = open_page("contacts", new="yes").types("Name", "Amara Obi").types("Phone", "030 1234").types(field, typed)

    page.clicks("Add this person")

    assert page.told() == [md_escape(sentence)]
    assert (page.field("Phone").value, page.field(field).value) == ("030 1234", typed)
    assert ada.snapshot().contacts.empty


def test_several_things_that_do_not_hold_are_all_said(open_page: OpenPage) -> None:
    page = open_page("contacts", new="yes").types("E-mail", "amara@").clicks("Add this person")

    assert len(page.told()) == 2


# Finding


def test_without_people_the_ways_to_add_some_are_open(open_page: OpenPage) -> None:
    page = open_page("contacts")

    assert page.shows("A file with your contacts")
    assert page.clicks("Add a person").query_params == {"new": "yes"}
    assert page.clicks("All contacts").query_params == {}


def test_people_are_searched_and_filtered(open_page: OpenPage, ada: Workspace) -> None:
    a_contact(ada, "Amara Obi", organisation="City Hospital", tags=("alumni",))
    a_contact(ada, "Lee Park", position="Nurse", tie=Tie.CLOSE)
    page = open_page("contacts")
    assert _found(page) == ["Amara Obi", "Lee Park"]

    assert _found(page.chooses("Search", "hosp")) == ["Amara Obi"]
    assert _found(page.chooses("Search", "")) == ["Amara Obi", "Lee Park"]
    assert _found(page.chooses("Tie", [Tie.CLOSE])) == ["Lee Park"]
    assert page.chooses("Tags", ["alumni"]).shows("Nobody matches. Try fewer words, or take a filter off.")
    assert _found(page.chooses("Tie", [])) == ["Amara Obi"]


def test_a_long_list_comes_a_page_at_a_time(open_page: OpenPage, ada: Workspace) -> None:
    for number in range(45):
        a_contact(ada, f"Person {number:02}")
    page = open_page("contacts")
    assert page.shows("1 to 20 of 45")

    page.pagination[0].set_value(3)
    page.runs()

    assert page.shows("41 to 45 of 45")
    assert _found(page)[0] == "Person 40"
    assert page.chooses("Search", "Person 1").shows("1 to 14 of 14")


def test_a_person_is_opened_from_the_list_and_back(open_page: OpenPage, ada: Workspace) -> None:
    contact_id = a_contact(ada)
    page = open_page("contacts")

    assert page.clicks_key("open-contact", contact_id).title[0].value == "Amara Obi"
    assert page.clicks("All contacts").title[0].value == "Contacts"


# A person's page


def test_a_persons_page_tells_their_story(open_page: OpenPage, ada: Workspace) -> None:
    goal_id = a_goal(ada)
    details = {"organisation": "City Hospital", "position": "Nurse", "phone": "030 1234", "how_known": "School"}
    contact_id = a_contact(ada, last_spoke_on=date(2026, 10, 1), tags=("alumni",), **details)
    interview_id = asked(ada, an_interview(ada, goal_id=goal_id, contact_id=contact_id))

    page = open_page("contacts", contact=contact_id)

    assert page.shows("Nurse, City Hospital  \nLost touch, three years or more: School  \nPhone: 030 1234")
    assert (page.shows("Last in touch today"), page.shows("Next: Follow up with Amara Obi, 13 Oct")) == (True, True)
    assert page.links()["data work in hospitals · Asked"] == ("ask", {"interview": interview_id})
    assert page.shows("- Today: You asked: data work in hospitals\n- Today: You began a draft: data work in hospitals")
    assert page.shows("- 1 Oct: You spoke")


def test_addresses_lead_where_they_say_and_nowhere_else(open_page: OpenPage, ada: Workspace) -> None:
    contact_id = a_contact(ada, email="what?cc=now@example.org", profile_url="https://example.org/amara")

    page = open_page("contacts", contact=contact_id)

    assert [button.proto.url for button in page.get("link_button")] == [
        "mailto:what%3Fcc%3Dnow@example.org",
        "https://example.org/amara",
    ]


def test_who_introduced_whom_is_told_on_both_pages(open_page: OpenPage, ada: Workspace) -> None:
    amara = a_contact(ada)
    interview_id = asked(ada, an_interview(ada, contact_id=amara))
    lee = done(ada, AddReferral(interview_id=interview_id, name="Lee Park", may_use_name=True))

    page = open_page("contacts", contact=lee)
    assert page.shows("Introduced by **Amara Obi**")
    assert page.field("I may use their name").value
    assert page.clicks_key("on-the-way", amara).title[0].value == "Amara Obi"
    assert open_page("contacts").shows("**Lee Park** :small[:gray[named by Amara Obi]]")
    page = open_page("contacts", contact=amara)
    assert "People they named" in page.headings()
    assert page.clicks_key("open-contact", lee).title[0].value == "Lee Park"


def test_what_is_written_about_a_person_is_changed_and_undone(open_page: OpenPage, ada: Workspace) -> None:
    contact_id = a_contact(ada)
    page = open_page("contacts", contact=contact_id).types("Organisation", "City Hospital")

    page.clicks("Save", twice=True)
    assert only(ada.snapshot().contacts).organisation == "City Hospital"
    assert list(ada.snapshot().events["command"]).count("EditContact") == 1

    page = open_page("contacts", contact=contact_id).types("Organisation", "Elsewhere").clicks("Save")
    assert page.told() == ["Saved."]
    page.clicks("Undo")
    assert only(ada.snapshot().contacts).organisation == "City Hospital"
    assert page.field("Organisation").value == "City Hospital"


def test_where_a_person_is_and_how_often_to_be_in_touch_is_kept_and_stays(open_page: OpenPage, ada: Workspace) -> None:
    contact_id = a_contact(ada)
    page = open_page("contacts", contact=contact_id).types("Their time zone", "Asia/Tokyo")
    page.types("Their public holidays", "JP").types("How often to be in touch", "Every 3 months").clicks("Save")

    assert page.shows("Time zone: Tokyo, where it is 18:00 now")
    assert page.shows("Public holidays: Japan")
    assert page.shows("How often to be in touch: every 3 months")

    page.reloads().types("Phone", "030 1234").clicks("Save")

    row = only(ada.snapshot().contacts)
    assert (row.phone, row.time_zone, row.country, row.touch_every) == ("030 1234", "Asia/Tokyo", "JP", 91)


def test_a_change_keeps_the_notes(open_page: OpenPage, ada: Workspace) -> None:
    contact_id = a_contact(ada)
    ada.do(SaveContactNotes(contact_id=contact_id, version=1, text="Met in March."))

    page = open_page("contacts", contact=contact_id).types("Phone", "030 1234").clicks("Save")

    assert only(ada.snapshot().contacts).notes == "Met in March."
    assert page.texts()["Notes"] == "Met in March."


def test_a_change_while_notes_are_typed_keeps_both(open_page: OpenPage, ada: Workspace) -> None:
    contact_id = a_contact(ada)
    page = open_page("contacts", contact=contact_id)
    ada.do(SaveContactNotes(contact_id=contact_id, version=1, text="Met in March."))

    page.types("Phone", "030 1234").clicks("Save")

    row = only(ada.snapshot().contacts)
    assert (row.notes, row.phone) == ("Met in March.", "030 1234")


def test_two_tabs_that_change_one_field_see_both_and_lose_nothing(open_page: OpenPage, ada: Workspace) -> None:
    contact_id = a_contact(ada)
    here, there = (open_page("contacts", contact=contact_id) for _ in range(2))
    there.types("Organisation", "Theirs").clicks("Save")

    here.types("Organisation", "Mine").types("Phone", "030 1234").clicks("Save")

    [told] = here.told()
    assert told.startswith("This was changed in another tab in the meantime, to: “Theirs”.")
    assert (here.field("Organisation").value, here.field("Phone").value) == ("Mine", "030 1234")
    assert only(ada.snapshot().contacts).organisation == "Theirs"
    assert here.clicks("Save").told() == ["Saved."]
    row = only(ada.snapshot().contacts)
    assert (row.organisation, row.phone) == ("Mine", "030 1234")


def test_two_tabs_that_change_different_fields_both_succeed(open_page: OpenPage, ada: Workspace) -> None:
    contact_id = a_contact(ada)
    here, there = (open_page("contacts", contact=contact_id) for _ in range(2))
    there.types("Organisation", "Theirs").clicks("Save")

    here.types("Phone", "030 1234").clicks("Save")

    row = only(ada.snapshot().contacts)
    assert (row.organisation, row.phone) == ("Theirs", "030 1234")


def test_a_person_is_archived_and_put_back(open_page: OpenPage, ada: Workspace) -> None:
    contact_id = a_contact(ada)
    page = open_page("contacts", contact=contact_id)

    page.clicks("Archive")
    assert page.told() == ["Amara Obi is off your lists. Nothing about them is lost."]
    assert _found(open_page("contacts")) == []
    assert _found(open_page("contacts").ticks("Archived")) == ["Amara Obi"]

    page.clicks("Put back on the lists")
    assert _found(open_page("contacts")) == ["Amara Obi"]


def test_a_wish_not_to_be_written_to_is_kept(open_page: OpenPage, ada: Workspace) -> None:
    a_goal(ada)
    page = open_page("contacts", contact=a_contact(ada))

    page.clicks("They asked not to be written to")
    assert "They asked not to be written to." in page.told()
    assert "Ask them" not in [button.label for button in page.button]

    page.clicks("They may be written to again")
    assert not only(ada.snapshot().contacts).do_not_contact


@pytest.mark.parametrize(
    ("button", "command"), [("Archive", "ArchiveContact"), ("They asked not to be written to", "MarkDoNotContact")]
)
def test_putting_away_twice_is_once(open_page: OpenPage, ada: Workspace, button: str, command: str) -> None:
    open_page("contacts", contact=a_contact(ada)).clicks(button, twice=True)

    assert list(ada.snapshot().events["command"]) == ["AddContact", command]


def test_a_person_is_asked_from_their_page(open_page: OpenPage, ada: Workspace) -> None:
    contact_id = a_contact(ada)
    first = a_goal(ada, "first")
    a_goal(ada, "second")
    page = open_page("contacts", contact=contact_id).chooses("Ask them about", first)

    page.clicks("Ask them", twice=True)

    interview = only(ada.snapshot().interviews)
    assert (interview.goal_id, interview.contact_id) == (first, contact_id)


def test_somebody_who_is_asked_already_is_not_asked_twice(open_page: OpenPage, ada: Workspace) -> None:
    contact_id = a_contact(ada)
    a_goal(ada)
    page = open_page("contacts", contact=contact_id)
    an_interview(ada, contact_id=contact_id)

    page.clicks("Ask them")

    assert len(ada.snapshot().interviews) == 1
    assert page.links()["data work in hospitals · On my list"][0] == "ask"


def test_an_introducer_is_searched_chosen_and_undone(open_page: OpenPage, ada: Workspace) -> None:
    first, _second, amara = a_contact(ada, "Jo Lee"), a_contact(ada, "Jo Lee", organisation="Bank"), a_contact(ada)
    page = open_page("contacts", contact=amara)
    assert not [button for button in page.button if "-introduces-" in str(button.key)]

    page.chooses("Search among your contacts", "jo")
    offered = [button.label for button in page.button if "-introduces-" in str(button.key)]
    page.clicks_key("introduces", amara, first)

    assert offered == ["Jo Lee", "Jo Lee, Bank"]
    assert ada.snapshot().contacts.set_index("id").loc[amara, "introducer_id"] == first
    page.ticks("I may use their name")
    assert ada.snapshot().contacts.set_index("id").loc[amara, "may_use_name"]
    page.clicks("Nobody, after all")
    assert tuple(ada.snapshot().contacts.set_index("id").loc[amara, ["introducer_id", "may_use_name"]]) == ("", False)


def test_an_archived_introducer_is_still_told(open_page: OpenPage, ada: Workspace) -> None:
    jo = a_contact(ada, "Jo")
    amara = a_contact(ada, introducer_id=jo)
    ada.do(ArchiveContact(contact_id=jo))

    page = open_page("contacts", contact=amara).types("Phone", "030 1234").clicks("Save")

    assert page.shows("Could be introduced by **Jo**")
    assert ada.snapshot().contacts.set_index("id").loc[amara, "introducer_id"] == jo


def test_tags_are_changed_on_a_persons_page(open_page: OpenPage, ada: Workspace) -> None:
    amara = a_contact(ada, tags=("alumni", "choir"))
    page = open_page("contacts", contact=amara)

    page.chooses("Tags", ["choir", "hospital"])

    assert list(only(ada.snapshot().contacts).tags) == ["choir", "hospital"]
    assert page.clicks("Undo").field("Tags").value == ["alumni", "choir"]


def test_what_an_employer_should_not_hear_is_warned_of(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("contacts", contact=a_contact(ada)).types(_EMPLOYER, OwnEmployer.NOT_SAFE).clicks("Save")

    assert "They work where you work now, and your employer should not hear of this." in page.told()


@pytest.mark.parametrize(
    ("tie", "said", "kept"),
    [
        (Tie.CURRENT, None, OwnEmployer.UNSURE),
        (Tie.CURRENT, OwnEmployer.ELSEWHERE, OwnEmployer.ELSEWHERE),
        (Tie.CURRENT, OwnEmployer.SAFE, OwnEmployer.SAFE),
        (Tie.FORMER, None, OwnEmployer.ELSEWHERE),
    ],
)
def test_whoever_works_with_me_now_is_unsure_until_it_is_said(
    open_page: OpenPage, ada: Workspace, tie: Tie, said: OwnEmployer | None, kept: OwnEmployer
) -> None:
    page = open_page("contacts", new="yes").types("Name", "Amara Obi").types("How strong is the tie?", tie)
    page.types(_EMPLOYER, said).clicks("Add this person")

    assert only(ada.snapshot().contacts).own_employer == kept


def test_who_comes_to_work_with_me_is_unsure_too(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("contacts", contact=a_contact(ada)).types("How strong is the tie?", Tie.CURRENT).clicks("Save")

    assert _UNSURE in page.told()
    page.types(_EMPLOYER, OwnEmployer.ELSEWHERE).clicks("Save")
    assert only(ada.snapshot().contacts).own_employer == OwnEmployer.ELSEWHERE


def test_a_stranger_is_reached_over_somebody_who_works_there(open_page: OpenPage, ada: Workspace) -> None:
    a_goal(ada)
    bo = a_contact(ada, "Bo", organisation="City Hospital", tie=Tie.FORMER)
    amara = a_contact(ada, organisation="City Hospital", tie=Tie.STRANGER)

    page = open_page("contacts", contact=amara).clicks("Ask Bo for an introduction")

    asked_for = only(ada.snapshot().interviews)
    assert (asked_for.contact_id, asked_for.target_contact_id, page.page) == (bo, amara, "ask")
