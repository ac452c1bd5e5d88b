"""A message as a file that mail programs open as a draft: looked over, changed and sent there by the person."""

import re
from email.charset import QP, Charset
from email.header import Header
from email.message import Message
from email.policy import compat32

from email_validator import validate_email

from lib.domain.fields import clean_line, clean_text
from lib.domain.links import InvalidAddressError, valid_email
from lib.exchange.told import one_line

_MAX_LINE = 998  # octets, RFC 5322, 2.1.1
# All else is encoded (RFC 2047): the newer policies of `email` decode a name or subject that looks encoded already,
# and with it a line end, which then adds a header.
_PLAIN_NAME = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9 _-]{0,60})?")
_PLAIN_LINE = re.compile(r"(?!.*=\?)[\x20-\x7e]{1,200}")


def eml_draft(  # noqa: PLR0913 - the parts of a letter
    *, to_name: str, to_address: str, subject: str, body: str, from_name: str = "", from_address: str = ""
) -> bytes:
    """Return the file (RFC 5322, UTF-8) of a draft to one person; `X-Unsent` lets Outlook open it as a draft.

    No text adds a header or a recipient: names and subject become one line each. Where an address is empty, its
    header is left out: the mail program puts the sender in, the person the recipient; so where letters before the @
    are none of ASCII's, which few mail programs read in a file.

    Raises:
        InvalidAddressError: where an address is none.
    """
    draft = Message()
    draft.set_payload(clean_text(body), _quoted_printable())
    draft["X-Unsent"] = "1"
    for header, name, address in (("To", to_name, to_address), ("From", from_name, from_address)):
        if mailbox := _mailbox(address):
            draft[header] = f"{_encoded(one_line(name), _PLAIN_NAME)} <{mailbox}>"
    draft["Subject"] = _encoded(clean_line(subject), _PLAIN_LINE)
    return draft.as_bytes(policy=compat32.clone(linesep="\r\n", max_line_length=_MAX_LINE))


def _quoted_printable() -> Charset:
    charset = Charset("utf-8")
    charset.body_encoding = QP
    return charset


def _mailbox(address: str) -> str:
    checked = valid_email(address)
    if checked is None and address:
        raise InvalidAddressError
    return (validate_email(checked, check_deliverability=False).ascii_email or "") if checked else ""


def _encoded(text: str, plain: re.Pattern[str]) -> str:
    return text if plain.fullmatch(text) else Header(text, "utf-8").encode()
