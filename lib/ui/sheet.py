"""The buttons that take the sheet of a conversation along: as PDF, or as a page to print or to read on a phone."""

from typing import Any

import streamlit as st

from lib.accounts.downloads import SheetFile, sheet_ticket
from lib.exchange.document_file import Format, written
from lib.exchange.sheet import sheet, sheet_name
from lib.settings import settings
from lib.ui import session
from lib.ui.hand_over import take_file

_FORMS = {Format.PDF: ("Sheet as PDF", ":material/picture_as_pdf:"), Format.HTML: ("As web page", ":material/web:")}


def sheet_files(row: Any) -> None:
    """Draw a button for each file of the sheet of an interview (a row of `interviews`)."""
    with st.container(horizontal=True):
        for form, (words, icon) in _FORMS.items():
            key = session.key("sheet", row.interview_id, form.value)
            if settings().is_hosted:
                _by_ticket(row, form, words, icon, key)
            else:
                _at_once(row, form, words, icon, key)


def _at_once(row: Any, form: Format, words: str, icon: str, key: str) -> None:
    workspace, zone, today = session.workspace(), session.zone(), session.today()

    def content() -> bytes:
        # Read at the click: what was typed since this run, here or in another tab, belongs on the sheet.
        return written(sheet(workspace.snapshot(), row.interview_id, zone=zone, today=today), form)

    st.download_button(
        words,
        data=content,
        file_name=sheet_name(form, today),
        mime=form.mime,
        icon=icon,
        key=key,
        on_click="ignore",
    )


def _by_ticket(row: Any, form: Format, words: str, icon: str, key: str) -> None:
    """Draw the button where others use this server too: Streamlit would give the file to whoever has its address."""
    if st.button(words, icon=icon, key=key):
        with session.told():
            zone, which = session.zone().key, SheetFile(row.interview_id, form.value)
            take_file(sheet_ticket(session.desk(), session.actor(), session.workspace().id, zone=zone, which=which))
