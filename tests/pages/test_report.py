"""The report is taken from the page of what is learned: made when it is asked for, with names or without."""

from collections.abc import Callable

from lib.domain.commands import AddTakeaway
from lib.exchange.document_file import Format
from lib.identity import actor_of, store
from lib.store.workspace import Workspace
from tests.cast import an_interview
from tests.pages.hosted import Guest, an_account
from tests.pages.visitor import OpenPage

FORMS = {"PDF": Format.PDF, "Word": Format.DOCX, "Web page": Format.HTML, "Markdown": Format.MARKDOWN}


def test_a_report_holds_what_was_typed_last_and_no_names_where_they_are_left_out(
    open_page: OpenPage, ada: Workspace, downloads: list[Callable[[], bytes]]
) -> None:
    interview_id = an_interview(ada)
    page = open_page("learned")
    assert [button.label for button in page.download_button] == list(FORMS)
    ada.do(AddTakeaway(interview_id=interview_id, text="Projects count."))
    assert b"Projects count." in downloads[-1]()
    assert b"Amara Obi" in downloads[-1]()
    page.chooses("Leave out names", value=True)
    assert b"A. O." in downloads[-1]()
    assert b"Amara" not in downloads[-1]()


def test_where_people_sign_in_a_report_is_handed_out_by_ticket(
    signed_in_as: Callable[[str], Guest], downloads: list[Callable[[], bytes]]
) -> None:
    ben = signed_in_as(an_account("Ben"))
    actor = actor_of(ben.cookies)
    assert actor
    workspace = store().workspace(actor)
    workspace.do(AddTakeaway(interview_id=an_interview(workspace), text="Projects count."))
    ben.opens("learned").chooses("Leave out names", value=True)
    for words, form in FORMS.items():
        answer = ben.clicks(words).hands_over()
        assert (answer.status, answer.headers["content-type"]) == (200, form.mime)
    assert b"Projects count." in answer.body
    assert b"Amara" not in answer.body
    assert list(ben.get("download_button")) == []
    assert downloads == []
