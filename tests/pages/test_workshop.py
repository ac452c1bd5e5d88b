"""Workshop: who takes part, how they come in, and how they are helped; and who does not find the page."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from lib.accounts.desk import Role
from lib.accounts.facilitating import PAGE, change_role
from lib.accounts.inviting import add_workshop
from lib.accounts.own_account import own_log, remove_account
from lib.accounts.sessions import SignedIn
from lib.accounts.tables import accounts
from lib.identity import actor_of, desk, store
from lib.settings import settings
from lib.ui import navigation
from tests.cast import NOW, a_contact, a_goal
from tests.pages.hosted import PASS_PHRASE, Guest, an_account, cookies_of

OTHER_PHRASE = "seven lanterns crossed the harbour"
SignIn = Callable[[str], Guest]


def a_workshop(name: str = "Autumn") -> str:
    with desk().writing() as connection:
        return add_workshop(connection, name, desk().clock())


@pytest.fixture
def workshop(hosted: pytest.MonkeyPatch) -> str:
    """Fay's workshop."""
    assert hosted
    return a_workshop()


@pytest.fixture
def fay(signed_in_as: SignIn, workshop: str) -> Guest:
    """The browser of Fay, who leads the workshop."""
    return signed_in_as(an_account("Fay", Role.FACILITATOR, workshop_id=workshop))


@pytest.fixture
def ben(signed_in_as: SignIn, workshop: str) -> Guest:
    """The browser of Ben, who takes part in Fay's workshop."""
    return signed_in_as(an_account("Ben", workshop_id=workshop))


@pytest.fixture
def root(signed_in_as: SignIn) -> Guest:
    """The browser of the administrator."""
    return signed_in_as(an_account("Root", Role.ADMINISTRATOR))


def actor(guest: Guest) -> SignedIn:
    found = actor_of(guest.cookies)
    assert isinstance(found, SignedIn)
    return found


def people_on(guest: Guest) -> list[str]:
    """Return the people whom the page shows, as it shows them."""
    return [button.label for button in guest.button if (button.key or "").startswith("person-")]


def invites(guest: Guest, whom: str) -> str:
    """Make a code, and return it as the page shows it."""
    return invites_on(guest.opens("workshop"), whom)


def invites_on(guest: Guest, whom: str) -> str:
    """Make a code on the page that is open."""
    guest.types("Whom does the code let in?", whom).clicks("Make a code")
    code, link = [str(code.value) for code in guest.code]
    assert link == f"http://localhost:8501/?invitation={code}"
    return code


def comes_in(code: str, name: str) -> Guest:
    """Make an account with a code."""
    typed = {"Workshop code or invitation": code, "Name to sign in with": name, "Pass phrase": PASS_PHRASE}
    return Guest().opens("today").sends("sign_up", typed)


def resets(guest: Guest, whom: Guest) -> str:
    """Make a link for a new pass phrase, and return it as the page shows it."""
    guest.opens("workshop", person=actor(whom).owner).presses_for("reset", actor(whom).owner)
    [link] = [str(code.value) for code in guest.code]
    return link


# Who finds the page.


def test_a_participant_does_not_find_the_page(ben: Guest) -> None:
    ben.opens("workshop")
    assert ben.page == navigation.DEFAULT
    assert ben.headings()[0] == "Today"


def test_a_visitor_does_not_find_it_either(hosted: pytest.MonkeyPatch) -> None:
    hosted.setenv("ASKWELL_DEMO", "only")
    settings.cache_clear()
    visitor = Guest().opens("today").clicks("Open a sandbox").gets_in()
    assert visitor.opens("workshop").page == navigation.DEFAULT


def test_who_leads_no_longer_is_a_participant_like_others(fay: Guest, root: Guest) -> None:
    fay_id = actor(fay).owner
    assert fay.opens("workshop").headings()[0] == "Your workshop"
    change_role(desk(), actor(root), fay_id, Role.PARTICIPANT, address="here")
    assert fay.runs().headings()[0] == "Askwell"
    again = Guest(cookies_of(fay_id))
    assert again.opens("workshop").page == navigation.DEFAULT


# Who is seen.


@pytest.mark.usefixtures("ben")
def test_a_facilitator_sees_those_of_the_workshop_and_nobody_else(fay: Guest) -> None:
    an_account("Cora", workshop_id=a_workshop("Spring"))
    an_account("Dana")
    an_account("Gil", Role.FACILITATOR, workshop_id=a_workshop("Winter"))
    assert people_on(fay.opens("workshop")) == ["**Ben** · participant"]


def test_a_facilitator_of_nobody_yet_is_told_what_to_do(fay: Guest) -> None:
    assert fay.opens("workshop").shows("Nobody has joined yet. Make a code, and give it to them.")


@pytest.mark.usefixtures("fay", "ben")
def test_an_administrator_sees_everybody_but_themselves(root: Guest) -> None:
    assert people_on(root.opens("workshop")) == ["**Ben** · participant", "**Fay** · facilitator"]


def test_nobody_sees_there_what_others_wrote(fay: Guest, root: Guest, ben: Guest) -> None:
    workspace = store().workspace(actor(ben))
    a_contact(workspace, "Bens friend")
    a_goal(workspace, "Bens goal")
    for guest in (fay, root):
        for name in navigation.listed(actor(guest).role):
            words = guest.opens(name).words()
            assert not [text for text in words if "Bens" in text]


def test_a_long_list_is_paged_and_searched(fay: Guest, workshop: str) -> None:
    for number in range(PAGE + 5):
        an_account(f"person{number:02}", workshop_id=workshop)
    assert people_on(fay.opens("workshop")) == [f"**person{number:02}** · participant" for number in range(PAGE)]
    assert fay.shows("1 to 20 of 25")
    fay.pagination[0].set_value(2)
    assert people_on(fay.runs()) == [f"**person{number:02}** · participant" for number in range(PAGE, PAGE + 5)]
    assert people_on(fay.chooses("Search by name", "ON07")) == ["**person07** · participant"]
    assert fay.chooses("Search by name", "Ada").shows("Nobody here has such a name.")
    assert people_on(fay.chooses("Search by name", "")) != []


@pytest.mark.parametrize("nonsense", ["x", "' OR 1=1 --", "<b>x</b>", "a" * 5_000, "\0"])
def test_nobody_is_there_under_another_id(fay: Guest, nonsense: str) -> None:
    cora = an_account("Cora", workshop_id=a_workshop("Spring"))
    for account_id in (nonsense, cora, actor(fay).owner):
        assert fay.opens("workshop", person=account_id).headings() == ["Not here any more"]


# Letting people in.


def test_a_workshops_code_lets_many_in_and_is_shown_once(fay: Guest) -> None:
    code = invites(fay, "A whole workshop")
    [words] = fay.told()
    assert words.startswith("This code lets in as many people as you give it to, typed or by the link. It is shown")
    assert list(fay.runs().code) == []
    for name in ("Ben", "Cora", "Dana"):
        assert actor(comes_in(code, name).gets_in()).role == Role.PARTICIPANT
    assert people_on(fay.opens("workshop")) == [f"**{name}** · participant" for name in ("Ben", "Cora", "Dana")]


def test_a_code_for_one_lets_one_in(fay: Guest) -> None:
    code = invites(fay, "One participant")
    assert comes_in(code, "Ben").handed_over() != []
    assert comes_in(code, "Cora").handed_over() == []
    assert people_on(fay.opens("workshop")) == ["**Ben** · participant"]


def test_a_facilitator_lets_in_participants_only(fay: Guest) -> None:
    assert fay.opens("workshop").field("Whom does the code let in?").options == ["A whole workshop", "One participant"]


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.FACILITATOR, Role.ADMINISTRATOR])
def test_an_administrator_lets_in_people_of_every_role(root: Guest, role: Role) -> None:
    code = invites(root, f"One {role}")
    assert actor(comes_in(code, "Cora").gets_in()).role == role
    assert comes_in(code, "Dana").handed_over() == []


def test_an_invitation_is_in_the_log_of_who_made_it_without_the_code(fay: Guest) -> None:
    code = invites(fay, "A whole workshop")
    lines = own_log(desk(), actor(fay))
    assert [line.deed.value for line in lines] == ["Invitation made"]
    assert code not in repr(lines)


def codes_on(guest: Guest) -> list[str]:
    """Return the open codes that the page lists, as it shows them, without their time."""
    lines = [text for text in guest.words() if " · until " in text]
    return [line.split(" · until ")[0] for line in lines]


def test_open_codes_are_listed_by_what_they_are_for_and_taken_back_one_by_one(fay: Guest) -> None:
    fay.opens("workshop").types("What is it for? (optional)", "*Monday* group")
    code = invites_on(fay, "A whole workshop")
    with time_machine.travel(NOW + timedelta(minutes=1)):
        invites(fay, "One participant")
    comes_in(code, "Ben").gets_in()
    fay.opens("workshop")
    assert codes_on(fay) == [
        "**One participant** · not used yet",
        "**\\*Monday\\* group**  \nA whole workshop · used once",
    ]
    assert not fay.shows(code)
    newest, oldest = [button.key or "" for button in fay.button if button.label == "Take back"]
    fay.presses_for("take-back", oldest.removeprefix("take-back-"))
    assert fay.told() == ["Taken back. Nobody comes in by that code any more."]
    assert codes_on(fay) == ["**One participant** · not used yet"]
    assert comes_in(code, "Cora").handed_over() == []
    fay.presses_for("take-back", newest.removeprefix("take-back-"))
    assert codes_on(fay) == []


def test_a_code_that_was_taken_back_in_another_tab_is_told_in_words(fay: Guest) -> None:
    invites(fay, "One participant")
    tab = Guest(fay.cookies).opens("workshop")
    [key] = [button.key or "" for button in fay.button if button.label == "Take back"]
    for guest in (fay, tab):
        guest.presses_for("take-back", key.removeprefix("take-back-"))
    assert tab.told() == ["This invitation is not here any more. It may have been removed in another tab."]


# Another role.


def test_an_administrator_makes_a_participant_a_facilitator_and_back_once_sure(root: Guest, ben: Guest) -> None:
    ben_id = actor(ben).owner
    root.opens("workshop", person=ben_id).presses_for("role", ben_id)
    assert root.shows("Make **Ben** a facilitator?")
    root.presses_for("not-sure", ben_id)
    assert actor(ben).role == Role.PARTICIPANT
    root.presses_for("role", ben_id).presses_for("sure", ben_id)
    assert root.told() == ["They are a facilitator now, and their sessions have ended."]
    assert ben.runs().headings()[0] == "Askwell"
    ben = Guest(cookies_of(ben_id)).opens("workshop")
    assert ben.headings()[0] == "Your workshop"
    root.presses_for("role", ben_id).presses_for("sure", ben_id)
    assert root.told() == ["They are a participant now, and their sessions have ended."]
    assert Guest(cookies_of(ben_id)).opens("workshop").page == navigation.DEFAULT


def test_nobody_else_is_offered_another_role(fay: Guest, ben: Guest, root: Guest) -> None:
    other = an_account("Ida", Role.ADMINISTRATOR)
    for guest, whom in ((fay, actor(ben).owner), (root, other)):
        assert "Role" not in guest.opens("workshop", person=whom).headings()


# Helping them in again.


def test_who_signs_in_by_the_organisation_is_offered_no_link(
    hosted: pytest.MonkeyPatch, fay: Guest, ben: Guest
) -> None:
    hosted.setenv("ASKWELL_ORGANISATION", "Heron Bay University")
    settings.cache_clear()
    ben_id = actor(ben).owner
    with desk().writing() as connection:
        connection.execute(sa.update(accounts).where(accounts.c.id == ben_id).values(identity="https://id\n4711"))
    fay.opens("workshop", person=ben_id)
    assert fay.shows("None: the organisation signs them in.")
    assert [button.label for button in fay.button] == ["Everybody", "Keep out"]


@pytest.mark.parametrize(
    ("address", "begins"),
    [
        ("https://askwell.example.org/", "https://askwell.example.org/?reset="),
        ("", "http://localhost:8501/?reset="),
    ],
)
def test_a_link_for_a_new_pass_phrase_is_shown_once_and_works(
    hosted: pytest.MonkeyPatch, fay: Guest, ben: Guest, address: str, begins: str
) -> None:
    hosted.setenv("ASKWELL_ADDRESS", address)
    settings.cache_clear()
    link = resets(fay, ben)
    assert fay.told() == ["Give this link to Ben alone. It sets a new pass phrase, once, within 24 hours."]
    assert list(fay.runs().code) == []
    assert link.startswith(begins)
    door = Guest().opens("today", reset=link.removeprefix(begins))
    door.sends("new_pass_phrase", {"New pass phrase": OTHER_PHRASE})
    assert door.told() == ["Your new pass phrase is set. Sign in as Ben."]
    door.sends("sign_in", {"Name": "Ben", "Pass phrase": OTHER_PHRASE})
    assert actor(door.gets_in()).role == Role.PARTICIPANT


def test_whoever_is_helped_reads_so_in_their_own_log(fay: Guest, ben: Guest) -> None:
    resets(fay, ben)
    [line] = own_log(desk(), actor(ben))
    assert (line.deed.value, line.by_other) == ("Link for a new pass phrase made", True)
    [table] = ben.opens("account").table
    assert table.value.to_dict("records")[0]["By"] == "somebody who runs this site"


def test_somebody_who_is_kept_out_is_out_at_once_until_they_are_let_in_again(fay: Guest, ben: Guest) -> None:
    ben.opens("learn")
    ben_id = actor(ben).owner
    fay.opens("workshop").presses_for("person", ben_id).presses_for("disable", ben_id)
    assert fay.told() == ["They are kept out, and their sessions have ended."]
    assert fay.shows("They are kept out now.")
    assert people_on(fay.clicks("Everybody")) == ["**Ben** · participant · kept out"]
    assert ben.runs().headings()[0] == "Askwell"
    ben.sends("sign_in", {"Name": "Ben", "Pass phrase": PASS_PHRASE})
    assert ben.handed_over() == []

    fay.presses_for("person", ben_id).presses_for("disable", ben_id)

    assert fay.told() == ["They can come in again."]
    assert people_on(fay.clicks("Everybody")) == ["**Ben** · participant"]
    ben.sends("sign_in", {"Name": "Ben", "Pass phrase": PASS_PHRASE})
    assert actor(ben.gets_in()).owner == ben_id


def test_a_late_click_on_somebody_who_has_left_is_told_in_words(fay: Guest, ben: Guest, root: Guest) -> None:
    ben_id = actor(ben).owner
    fay.opens("workshop", person=ben_id)
    with desk().writing() as connection:
        remove_account(connection, ben_id)
    fay.presses_for("reset", ben_id)
    assert fay.headings() == ["Not here any more"]
    assert "This person is not here any more. It may have been removed in another tab." in fay.told()
    assert list(fay.code) == []
    assert root.opens("workshop").headings()[0] == "Your workshop"
