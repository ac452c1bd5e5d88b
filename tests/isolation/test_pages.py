"""Every page, opened by everybody at Ada's records: what she wrote is nowhere in what the server sends to others."""

from collections.abc import Callable, Mapping

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

from lib.identity import COOKIE
from lib.store import tables
from lib.ui import navigation
from tests.isolation import canaries
from tests.isolation.conftest import Site
from tests.isolation.people import NOBODIES, OTHERS, OWNER, Cast
from tests.isolation.rows import written_by
from tests.pages.hosted import Guest

# Where row security does not help: what keeps others out here is what the pages and the store ask for.
pytestmark = pytest.mark.parametrize("site", ["sqlite_site"], indirect=True)

# At which records of Ada's a page is opened: each address that shows more than the page as a whole.
RECORDS: Mapping[str, tuple[Callable[[Cast], dict[str, str]], ...]] = {
    "today": (),
    "learn": (lambda cast: {"goal": cast.hers.goal}, lambda cast: {"goal": cast.hers.closed_goal}),
    "choose": (lambda cast: {"goal": cast.hers.goal},),
    "ask": (lambda cast: {"interview": cast.hers.drafted}, lambda cast: {"interview": cast.hers.requested}),
    "talk": (
        lambda cast: {"interview": cast.hers.held},
        lambda cast: {"interview": cast.hers.planned},
        lambda _: {"view": "learned"},
        lambda _: {"view": "questions"},
    ),
    "thank": (lambda cast: {"interview": cast.hers.held},),
    "progress": (),
    "learned": (
        lambda cast: {"goal": cast.hers.goal},
        lambda cast: {"goal": cast.hers.goal, "takeaway": cast.hers.takeaway},
    ),
    "contacts": (lambda cast: {"contact": cast.hers.stranger}, lambda _: {"new": "1"}, lambda _: {"duplicates": "1"}),
    "your_data": (),
    "account": (),
    "workshop": (lambda _: {}, lambda cast: {"person": cast.ada.actor.owner}),
}

# What is drawn only once it is unfolded: on which page, and by which key.
FOLDED: Mapping[str, Callable[[Cast], tuple[str, str]]] = {
    "thank": lambda cast: ("versions", cast.hers.thanks),
    "your_data": lambda cast: ("own-wording", cast.hers.own_wording),
}

# Who looks after Ada's account knows its id, on the page where they do.
_LOOK_AFTER_HER = {("fay", "workshop"), ("ida", "workshop")}

Sent = list[bytes]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    """Every message that the server sends to a browser, as it goes over the wire, those of cut-off runs too."""
    messages: Sent = []
    enqueue = ForwardMsgQueue.enqueue

    def noted(queue: ForwardMsgQueue, message: ForwardMsg) -> None:
        messages.append(message.SerializeToString())
        enqueue(queue, message)

    monkeypatch.setattr(ForwardMsgQueue, "enqueue", noted)
    return messages


def guest(cast: Cast, name: str) -> Guest:
    """Return somebody at their own browser."""
    cookie = cast.people[name].cookie
    return Guest({COOKIE: cookie} if cookie else {})


def visits(cast: Cast, page: str) -> list[dict[str, str]]:
    """Return the addresses of a page that are tried: at each record, else the page itself."""
    return [record(cast) for record in RECORDS[page]] or [{}]


def found(sent: Sent, texts: list[str]) -> set[str]:
    """Return which of these texts are in what was sent."""
    everything = b"\n".join(sent)
    return {text for text in texts if text.encode() in everything}


# Nothing is left out.


@pytest.mark.usefixtures("site")
def test_every_page_is_opened() -> None:
    assert set(RECORDS) == set(navigation.PAGES)


def test_she_herself_finds_what_she_wrote(site: Site, sent: Sent) -> None:
    for page in RECORDS:
        for record in [{}, *visits(site.cast, page)]:
            opened = guest(site.cast, OWNER).opens(page, **record)
        if page in FOLDED:
            opened.session_state[opened.key_of(*FOLDED[page](site.cast))] = True
            opened.runs()
    # What a column of a file is shows only beside a file with that column; which mail it was is kept for filing alone.
    elsewhere = {canaries.canary(column) for column in canaries.columns() if column.table is tables.column_choices}
    elsewhere.add(canaries.canary(tables.messages.c.mail_id))
    assert set(canaries.texts()) - found(sent, canaries.texts()) == elsewhere


# Who sees what.


@pytest.mark.parametrize("page", RECORDS)
def test_others_are_sent_nothing_of_hers(site: Site, sent: Sent, page: str, subtests: pytest.Subtests) -> None:
    before = written_by(site.store.engine, site.cast.ada.actor.owner)
    for name in OTHERS:
        with subtests.test(name):
            sent.clear()
            for record in visits(site.cast, page):
                opened = guest(site.cast, name).opens(page, **record)
                assert opened.headings()[0] != "Askwell"
            known = {site.cast.ada.actor.owner} if (name, page) in _LOOK_AFTER_HER else set()
            told = found(sent, [*site.cast.secrets(), site.cast.ada.cookie]) - _from_the_address(site, page)
            assert told <= known
    assert written_by(site.store.engine, site.cast.ada.actor.owner) == before


def _from_the_address(site: Site, page: str) -> set[str]:
    """Return the ids that the browser itself sent in the address, and may get back."""
    return {value for record in visits(site.cast, page) for value in record.values()}


@pytest.mark.parametrize("page", RECORDS)
def test_nobody_is_sent_more_than_the_door(site: Site, sent: Sent, page: str, subtests: pytest.Subtests) -> None:
    for name in NOBODIES:
        with subtests.test(name):
            sent.clear()
            record = visits(site.cast, page)[0]
            assert guest(site.cast, name).opens(page, **record).headings() == ["Askwell", "Sign in"]
            told = found(sent, [*site.cast.secrets(), site.cast.ada.cookie]) - _from_the_address(site, page)
            assert told == set()


@pytest.mark.parametrize("page", RECORDS)
def test_a_tab_of_hers_shows_another_nothing(site: Site, sent: Sent, page: str, subtests: pytest.Subtests) -> None:
    # Streamlit keeps a tab's state; here it stays, while the cookie becomes another's.
    for name in ("ben", "fay", "ended"):
        with subtests.test(name):
            tab = guest(site.cast, OWNER).opens(page, **visits(site.cast, page)[-1])
            sent.clear()
            tab.cookies = guest(site.cast, name).cookies
            tab.runs()
            known = {site.cast.ada.actor.owner} if (name, page) in _LOOK_AFTER_HER else set()
            told = found(sent, site.cast.secrets()) - _from_the_address(site, page)
            assert told <= known
