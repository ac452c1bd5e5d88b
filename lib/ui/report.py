"""The row of buttons that make the report of a goal: each file is made when it is asked for."""

from collections.abc import Callable

import streamlit as st

from lib.accounts.downloads import ReportFile, report_ticket
from lib.domain.snapshot import Snapshot
from lib.exchange.document_file import Format, written
from lib.exchange.report import report, report_name
from lib.settings import settings
from lib.ui import session
from lib.ui.hand_over import take_file

_WORDS = {
    Format.PDF: "PDF",
    Format.DOCX: "Word",
    Format.HTML: "Web page",
    Format.MARKDOWN: "Markdown",
}


def report_downloads(snapshot: Snapshot, goal_id: str) -> None:
    """Draw a button for each file of a goal's report, and the choice to leave out names.

    Raises:
        NotFoundError: where there is no such goal.
    """
    snapshot.one("goals", goal_id, "goal")
    st.header("Take it along", anchor=False)
    st.markdown("A report for your coach, or for yourself. Nothing that you marked as off the record is in it.")
    leave_out = st.checkbox(
        "Leave out names",
        key=session.key("report-without-names", goal_id),
        help="People are called by their initials. What they do and where stays in. First names and nicknames "
        "that you typed stay, too: read it through before you hand it on.",
    )
    with st.container(horizontal=True):
        for form in Format:
            _button(form, goal_id, names=not leave_out)


def _button(form: Format, goal_id: str, *, names: bool) -> None:
    key = session.key("report", goal_id, form.value)
    if settings().is_hosted:
        # Streamlit would give the file to whoever has its address.
        if st.button(_WORDS[form], icon=":material/download:", key=key):
            with session.told():
                _take(ReportFile(goal_id, form.value, names=names))
        return
    st.download_button(
        _WORDS[form],
        data=_maker(form, goal_id, names=names),
        file_name=report_name(form, session.today()),
        mime=form.mime,
        icon=":material/download:",
        key=key,
        on_click="ignore",
    )


def _maker(form: Format, goal_id: str, *, names: bool) -> Callable[[], bytes]:
    workspace, zone, today = session.workspace(), session.zone(), session.today()

    def content() -> bytes:
        # Read at the click: what was typed since this run, here or in another tab, belongs in the file.
        return written(report(workspace.snapshot(), goal_id, zone=zone, today=today, names=names), form)

    return content


def _take(which: ReportFile) -> None:
    workspace, zone = session.workspace(), session.zone().key
    take_file(report_ticket(session.desk(), session.actor(), workspace.id, zone=zone, which=which))
