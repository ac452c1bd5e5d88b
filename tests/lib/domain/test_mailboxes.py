"""What an address says of whom it reaches."""

import pytest

from lib.domain.mailboxes import is_shared_mailbox, mailbox, organisation_of_mail


@pytest.mark.parametrize(
    ("address", "organisation"),
    [
        ("dana@cityhospital.org", "cityhospital"),
        ("dana@mail.acme.co.uk", "acme"),
        ("dana@gmail.com", ""),
        ("dana@web.de", ""),
        ("dana", ""),
        ("", ""),
    ],
)
def test_an_address_may_name_the_employer(address: str, organisation: str) -> None:
    assert organisation_of_mail(address) == organisation


def test_an_office_has_mailboxes_of_its_own() -> None:
    assert [name for name in ("info", "Office", "dana", "front-desk") if is_shared_mailbox(f"{name}@x.org")] == [
        "info",
        "Office",
        "front-desk",
    ]


def test_one_mailbox_has_many_addresses() -> None:
    assert mailbox("Dana.Okafor+jobs@Gmail.com") == mailbox("danaokafor@googlemail.com") == "danaokafor@gmail.com"
    assert mailbox("dana.okafor@x.org") != mailbox("danaokafor@x.org")
    assert mailbox("+@x.org") == "+@x.org"
