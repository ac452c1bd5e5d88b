"""The sheet of a talk is taken along from where one prepares it."""

from collections.abc import Callable

from lib.identity import actor_of, store
from lib.store.workspace import Workspace
from tests.cast import a_contact, an_interview
from tests.pages.hosted import Guest, an_account
from tests.pages.visitor import OpenPage

PDF, PAGE = "Sheet as PDF", "As web page"


def test_either_file_holds_what_is_known_when_it_is_taken(
    open_page: OpenPage, ada: Workspace, downloads: list[Callable[[], bytes]]
) -> None:
    interview_id = an_interview(ada, contact_id=a_contact(ada, "Amara Obi"))

    page = open_page("talk", interview=interview_id, view="prepare")

    assert [button.label for button in page.download_button] == [PDF, PAGE]
    pdf, html = (offered() for offered in downloads)
    assert pdf.startswith(b"%PDF-")
    assert b"Talk with Amara Obi" in html


def test_where_people_sign_in_the_sheet_is_handed_out_by_ticket(signed_in_as: Callable[[str], Guest]) -> None:
    ben = signed_in_as(an_account("Ben"))
    actor = actor_of(ben.cookies)
    assert actor
    interview_id = an_interview(store().workspace(actor))

    ben.opens("talk", interview=interview_id, view="prepare")

    for words, kind, begins in ((PDF, "application/pdf", b"%PDF-"), (PAGE, "text/html", b"<!doctype html>")):
        answer = ben.clicks(words).hands_over()
        assert (answer.status, answer.body.startswith(begins)) == (200, True)
        assert answer.headers["content-type"].startswith(kind)
    assert list(ben.get("download_button")) == []
