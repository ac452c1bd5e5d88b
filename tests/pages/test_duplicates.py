"""Deciding who is one person, on the contacts page."""

from lib.domain import commands
from lib.store.workspace import Workspace
from lib.ui.safe_text import md_escape
from tests.cast import a_contact, an_interview, asked, only
from tests.pages.visitor import OpenPage


def _danas(workspace: Workspace) -> tuple[str, str]:
    kept = a_contact(workspace, "Dana Okafor", email="dana@x.org", position="Nurse", notes="Sings.")
    other = a_contact(workspace, "D. *Okafor*", email="dana@x.org", position="Head nurse", phone="0171 1234567")
    return kept, other


def test_two_entries_become_one_and_two_again(open_page: OpenPage, ada: Workspace) -> None:
    kept, other = _danas(ada)
    asked(ada, an_interview(ada, contact_id=other))

    page = open_page("contacts").clicks("Perhaps the same person (1)")
    assert page.shows("The same e-mail address")
    assert page.shows("Head nurse · :orange[differs]")
    page.clicks("They are the same person")

    dana = only(ada.snapshot().contacts)
    assert (dana.id, dana.name, dana.phone) == (other, "Dana Okafor", "0171 1234567")
    assert dana.also == {"name": ["D. *Okafor*"], "position": ["Nurse"]}
    assert page.told() == ["Dana Okafor is one entry now; nothing that was written is lost."]
    assert page.shows("No more entries that look alike.")
    page.clicks("Undo")
    assert set(ada.snapshot().contacts["id"]) == {kept, other}


def test_what_holds_is_chosen(open_page: OpenPage, ada: Workspace) -> None:
    _danas(ada)
    page = open_page("contacts", duplicates="yes")

    page.chooses("What they do", "other").clicks("They are the same person")

    dana = only(ada.snapshot().contacts)
    assert dana.position == "Head nurse"
    assert dana.also["position"] == ["Nurse"]


def test_two_people_are_not_asked_about_again(open_page: OpenPage, ada: Workspace) -> None:
    _danas(ada)

    page = open_page("contacts", duplicates="yes").clicks("Two people")

    assert page.told() == ["Noted: these are two people."]
    assert page.shows("No more entries that look alike.")
    assert len(ada.snapshot().contacts) == 2
    page.clicks("Undo")
    assert page.shows("The same e-mail address")


def test_certain_ones_are_merged_together_once_they_were_listed(open_page: OpenPage, ada: Workspace) -> None:
    for name in ("Ines Hartwig", "Vera Lindholm", "Otto Brandeis"):
        for _ in range(2):
            a_contact(ada, name, organisation="Acme")
    page = open_page("contacts", duplicates="yes")

    page.ticks("**Vera Lindholm**, Acme and **Vera Lindholm**, Acme: the same employer; the same name.")
    page.clicks("Merge these 2")

    assert sorted(ada.snapshot().contacts["name"]) == [
        "Ines Hartwig",
        "Otto Brandeis",
        "Vera Lindholm",
        "Vera Lindholm",
    ]
    page.clicks("Undo")
    assert len(ada.snapshot().contacts) == 6


def test_peoples_own_words_show_as_typed(open_page: OpenPage, ada: Workspace) -> None:
    text = "x **b** [a](javascript:alert(1)) :red[x] <b>x</b> $x^2$"
    details = {"organisation": text, "position": text, "how_known": text, "notes": text, "tags": (text,)}
    for phone in (text, f"{text} 2"):
        also = {"name": (text,), "phone": (text,)}
        a_contact(ada, f"Otto {text} Brandeis", email="otto@x.org", phone=phone, also=also, **details)

    page = open_page("contacts", duplicates="yes")

    assert page.shows(md_escape(text))
    assert [words for words in page.markdown_sent() if text in words or "**b**" in words] == []


def test_there_is_no_way_there_without_need(open_page: OpenPage, ada: Workspace) -> None:
    a_contact(ada)

    assert not open_page("contacts").shows("Perhaps the same person")
    assert open_page("contacts", duplicates="yes").shows("No more entries that look alike.")


def test_a_pair_that_was_changed_elsewhere_is_not_merged_unseen(open_page: OpenPage, ada: Workspace) -> None:
    kept, _ = _danas(ada)
    page = open_page("contacts", duplicates="yes")
    ada.do(commands.ArchiveContact(contact_id=kept))

    page.clicks("They are the same person")

    assert page.told() != []
