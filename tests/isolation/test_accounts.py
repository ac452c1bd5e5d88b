"""Every function of accounts that somebody asks for in their name, tried by everybody on Ada's account."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum
from functools import partial

import pyotp
import pytest

from lib.accounts import downloads, facilitating, feeds, inviting, own_account, sandbox, sign_in
from lib.accounts.desk import Role
from lib.accounts.second_factor import STEP, new_secret
from lib.accounts.sessions import SignedIn
from lib.domain.errors import AskwellError, InvalidInputError, NotFoundError, NotSignedInError
from tests.isolation.conftest import Site
from tests.isolation.people import ADDRESS, NOBODIES, OTHERS, OWNER, PHRASE
from tests.isolation.refusals import refusals
from tests.isolation.registered import asked_for
from tests.isolation.rows import Rows, account_of, written_by

_NEW_PHRASE = "nine loud herons at noon"


class Answer(Enum):
    """How an attempt on Ada's account is answered."""

    OWN = "it is done, but for oneself"
    HERS = "it is done to Ada's account, as a facilitator or administrator may"
    NOT_FOUND = "it is as if there were no such thing"
    REFUSED = "what was typed is not right, be it right for Ada"
    NOT_SIGNED_IN = "one has to sign in"


OWN, HERS, NOT_FOUND, REFUSED, NOT_SIGNED_IN = Answer

ERRORS = {NOT_FOUND: NotFoundError, REFUSED: InvalidInputError, NOT_SIGNED_IN: NotSignedInError}

Attempt = Callable[[Site, SignedIn], object]


@dataclass(frozen=True)
class Case:
    """How a function is tried with what is Ada's, and what it answers to whom; `others` are those not named."""

    attempt: Attempt
    owner: Answer
    others: Answer
    but: Mapping[str, Answer] = field(default_factory=dict)
    nobody: Answer = NOT_SIGNED_IN

    def answer_to(self, name: str) -> Answer:
        """Return the answer that somebody gets."""
        if name == OWNER:
            return self.owner
        return self.nobody if name in NOBODIES else self.but.get(name, self.others)


def _hers(site: Site) -> str:
    return site.cast.ada.actor.owner


def _workspace(site: Site) -> str:
    return site.cast.ada.workspace_id


def _ticket_of_hers(site: Site, actor: SignedIn) -> object:
    ticket = downloads.everything_ticket(site.desk, site.cast.ada.actor, zone="UTC")
    try:
        return downloads.redeem_download(site.desk, actor, ticket, address=ADDRESS)
    finally:
        # Taken back where nobody used it up, so that the rows of the account can be compared.
        with pytest.raises(NotFoundError):
            _used_up(site, ticket)


def _used_up(site: Site, ticket: str) -> None:
    downloads.redeem_download(site.desk, site.cast.actor("ida"), ticket, address=ADDRESS)


def _switches_on(site: Site, actor: SignedIn) -> object:
    secret = new_secret()
    # The next step's code: Ada has used this one's.
    code = pyotp.TOTP(secret, interval=STEP).at(site.desk.clock() + timedelta(seconds=STEP))
    phrase = PHRASE.format(OWNER)
    return own_account.switch_second_factor_on(site.desk, actor, secret, code, phrase, address=ADDRESS)


def _keeps(site: Site, actor: SignedIn) -> object:
    code = inviting.invite(site.desk, site.cast.actor("ida"), uses=1, address=ADDRESS)
    return sandbox.keep_sandbox(site.desk, actor, "victoria", _NEW_PHRASE, code=code, address=ADDRESS)


def _takes_back(site: Site, actor: SignedIn) -> None:
    fay = site.cast.actor("fay")
    inviting.invite(site.desk, fay, uses=1, address=ADDRESS)
    inviting.take_back(site.desk, actor, inviting.open_invitations(site.desk, fay)[0].id, address=ADDRESS)


def _contacts_ticket(ticket: Callable[..., str], site: Site, actor: SignedIn) -> object:
    return ticket(site.desk, actor, site.cast.ada.workspace_id, zone="UTC", whom=downloads.Whom(archived=True))


def _talk_ticket(ticket: Callable[..., str], site: Site, actor: SignedIn) -> object:
    return ticket(site.desk, actor, _workspace(site), zone="UTC", interview_id=site.cast.hers.planned)


CASES: Mapping[str, Case] = {
    "downloads.everything_ticket": Case(
        lambda site, actor: downloads.everything_ticket(site.desk, actor, zone="UTC"), OWN, OWN
    ),
    # Whose workspace it is, is asked when the file is taken: see the routes.
    "downloads.interview_log_ticket": Case(
        lambda site, actor: downloads.interview_log_ticket(
            site.desk, actor, site.cast.ada.workspace_id, zone="UTC", ids=None
        ),
        OWN,
        OWN,
    ),
    **{
        f"downloads.{ticket.__name__}": Case(partial(_contacts_ticket, ticket), OWN, OWN)
        for ticket in (downloads.contacts_csv_ticket, downloads.vcards_ticket)
    },
    "downloads.draft_ticket": Case(
        lambda site, actor: downloads.draft_ticket(
            site.desk, actor, site.cast.ada.workspace_id, zone="UTC", message_id=site.cast.hers.message
        ),
        OWN,
        OWN,
    ),
    **{
        f"downloads.{ticket.__name__}": Case(partial(_talk_ticket, ticket), OWN, OWN)
        for ticket in (downloads.entry_ticket, downloads.invitation_ticket)
    },
    "downloads.sheet_ticket": Case(
        lambda site, actor: downloads.sheet_ticket(
            *(site.desk, actor, site.cast.ada.workspace_id),
            zone="UTC",
            which=downloads.SheetFile(site.cast.hers.planned, "html"),
        ),
        OWN,
        OWN,
    ),
    "downloads.report_ticket": Case(
        lambda site, actor: downloads.report_ticket(
            *(site.desk, actor, site.cast.ada.workspace_id),
            zone="UTC",
            which=downloads.ReportFile(site.cast.hers.goal, "html"),
        ),
        OWN,
        OWN,
    ),
    "downloads.redeem_download": Case(_ticket_of_hers, OWN, NOT_FOUND),
    "feeds.feed_of": Case(lambda site, actor: feeds.feed_of(site.desk, actor, _workspace(site)), OWN, NOT_FOUND),
    "feeds.make_feed": Case(
        lambda site, actor: feeds.make_feed(site.desk, actor, _workspace(site), address=ADDRESS), OWN, NOT_FOUND
    ),
    "feeds.stop_feed": Case(
        lambda site, actor: feeds.stop_feed(site.desk, actor, _workspace(site), address=ADDRESS), OWN, NOT_FOUND
    ),
    "facilitating.participants": Case(
        lambda site, actor: facilitating.participants(site.desk, actor),
        NOT_FOUND,
        NOT_FOUND,
        {"fay": HERS, "gil": OWN, "ida": HERS},
    ),
    "facilitating.participant": Case(
        lambda site, actor: facilitating.participant(site.desk, actor, _hers(site)),
        NOT_FOUND,
        NOT_FOUND,
        {"fay": HERS, "ida": HERS},
    ),
    "inviting.invite": Case(
        lambda site, actor: inviting.invite(site.desk, actor, uses=1, address=ADDRESS),
        NOT_FOUND,
        NOT_FOUND,
        {"fay": OWN, "gil": OWN, "ida": OWN},
    ),
    "inviting.open_invitations": Case(
        lambda site, actor: inviting.open_invitations(site.desk, actor),
        NOT_FOUND,
        NOT_FOUND,
        {"fay": OWN, "gil": OWN, "ida": OWN},
    ),
    # Into Ada's workshop, and by whoever leads it.
    "inviting.take_back": Case(_takes_back, NOT_FOUND, NOT_FOUND, {"fay": OWN, "ida": OWN}),
    "facilitating.make_reset_link": Case(
        lambda site, actor: facilitating.make_reset_link(site.desk, actor, _hers(site), address=ADDRESS),
        NOT_FOUND,
        NOT_FOUND,
        {"fay": HERS, "ida": HERS},
    ),
    "facilitating.disable": Case(
        lambda site, actor: facilitating.disable(site.desk, actor, _hers(site), address=ADDRESS),
        NOT_FOUND,
        NOT_FOUND,
        {"fay": HERS, "ida": HERS},
    ),
    "facilitating.change_role": Case(
        lambda site, actor: facilitating.change_role(
            site.desk, actor, _hers(site), Role.ADMINISTRATOR, address=ADDRESS
        ),
        NOT_FOUND,
        NOT_FOUND,
        {"ida": HERS},
    ),
    "own_account.account": Case(lambda site, actor: own_account.account(site.desk, actor), OWN, OWN),
    "own_account.change_pass_phrase": Case(
        lambda site, actor: own_account.change_pass_phrase(
            site.desk, actor, PHRASE.format(OWNER), _NEW_PHRASE, address=ADDRESS
        ),
        OWN,
        REFUSED,
    ),
    "own_account.change_email": Case(
        lambda site, actor: own_account.change_email(
            site.desk, actor, "else@example.org", PHRASE.format(OWNER), address=ADDRESS
        ),
        OWN,
        REFUSED,
    ),
    "own_account.own_sessions": Case(lambda site, actor: own_account.own_sessions(site.desk, actor), OWN, OWN),
    "own_account.end_session": Case(
        lambda site, actor: own_account.end_session(site.desk, actor, site.cast.ada.actor.session, address=ADDRESS),
        OWN,
        NOT_FOUND,
    ),
    "own_account.end_other_sessions": Case(
        lambda site, actor: own_account.end_other_sessions(site.desk, actor, address=ADDRESS), OWN, OWN
    ),
    "own_account.switch_second_factor_on": Case(
        # Hers is on already; a visitor has no pass phrase.
        _switches_on,
        REFUSED,
        REFUSED,
        {"vic": OWN},
    ),
    "own_account.switch_second_factor_off": Case(
        lambda site, actor: own_account.switch_second_factor_off(
            site.desk, actor, site.cast.recovery_codes[0], PHRASE.format(OWNER), address=ADDRESS
        ),
        OWN,
        REFUSED,
    ),
    "own_account.own_log": Case(lambda site, actor: own_account.own_log(site.desk, actor), OWN, OWN),
    "own_account.delete_account": Case(
        lambda site, actor: own_account.delete_account(site.desk, actor, PHRASE.format(OWNER), address=ADDRESS),
        OWN,
        REFUSED,
        {"vic": OWN},  # a visitor has no pass phrase, and deletes a sandbox
    ),
    "sandbox.keep_sandbox": Case(_keeps, NOT_FOUND, NOT_FOUND, {"vic": OWN}),
    # Who is out already is out: that is no error, and nothing happens.
    "sign_in.sign_out": Case(
        lambda site, actor: sign_in.sign_out(site.desk, actor, address=ADDRESS), OWN, OWN, nobody=OWN
    ),
}

# What works before anybody is signed in, by what they know or hold; and what only the command line and the server do.
AT_THE_DOOR = {
    *("sign_in.sign_in", "sign_in.give_code", "sign_in.exchange", "sign_in.who", "sign_up.sign_up"),
    *(
        "reset_links.use_reset_link",
        "reset_links.is_open",
        "sandbox.open_sandbox",
        "forgotten.mail_reset_link",
        "organisation.enter",
        "organisation.is_known",
    ),
    # By the token of a calendar's address.
    *("feeds.find_reader", "feeds.note_read"),
}
OF_THE_OPERATOR = {
    *("operating.create_administrator", "operating.create_workshop", "operating.reset_link"),
    *("operating.invite_administrator", "operating.second_factor_off"),
    *("operating.clear_what_is_over", "sandbox.clear_sandboxes"),
}
# Within a transaction of one of the above.
WITHIN = {"sign_in.use_code"}


def test_every_function_that_takes_an_actor_is_tried() -> None:
    assert asked_for("actor") == set(CASES)


def test_every_function_that_takes_none_is_known_by_name() -> None:
    assert asked_for("desk") - asked_for("actor") == AT_THE_DOOR | OF_THE_OPERATOR | WITHIN


def _of_ada(site: Site) -> Rows:
    return account_of(site.store.engine, _hers(site)) | written_by(site.store.engine, _hers(site))


@pytest.fixture(params=list(CASES))
def case(request: pytest.FixtureRequest) -> Case:
    """Each function in turn."""
    return CASES[str(request.param)]


def test_everybody_reaches_no_account_but_theirs(site: Site, case: Case, subtests: pytest.Subtests) -> None:
    def tries(*names: str) -> None:
        for name in names:
            with subtests.test(name):
                _check(site, case, name, case.answer_to(name))

    others = (*NOBODIES, *OTHERS)
    may = [name for name in others if case.answer_to(name) is HERS]
    # Where she does nothing she comes first, as somebody who may do it to her account would end her session.
    if case.owner is not OWN:
        tries(OWNER)
    before = _of_ada(site)
    tries(*(name for name in others if name not in may))
    assert _of_ada(site) == before
    tries(*may)
    if case.owner is OWN:
        tries(OWNER)


def _check(site: Site, case: Case, name: str, answer: Answer) -> None:
    actor = site.cast.actor(name)
    if answer in {OWN, HERS}:
        told = str(case.attempt(site, actor))
        # Who looks after an account knows its id, and nothing more.
        known = {_hers(site)} if answer is HERS else set()
        assert name == OWNER or {secret for secret in site.cast.secrets() if secret in told} <= known
        return
    before = refusals(ERRORS[answer])
    with pytest.raises(AskwellError) as caught:
        case.attempt(site, actor)
    assert type(caught.value) is ERRORS[answer]
    assert answer is REFUSED or refusals(ERRORS[answer]) > before
    assert [secret for secret in site.cast.secrets() if secret in str(caught.value)] == []
