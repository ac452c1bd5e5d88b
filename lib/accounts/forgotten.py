"""A pass phrase that was forgotten: the link for a new one goes to the account's own e-mail address."""

from lib.accounts import throttle
from lib.accounts.desk import AccountDesk
from lib.accounts.mail import can_mail, reset_mail, send_later
from lib.accounts.names import account_named, name_key
from lib.accounts.reset_links import give_reset_link
from lib.domain.errors import NotFoundError
from lib.settings import settings

# The same, whether or not anybody has that name.
ANSWER = "If somebody has this name here, and an e-mail address with it, the link is on its way. It works for 24 hours."


def mail_reset_link(desk: AccountDesk, name: str, *, address: str) -> None:
    """Mail the link for a new pass phrase, where somebody has this name and an e-mail address; tell nobody whether.

    Raises:
        NotFoundError: where this site sends no mail.
        TooManyTriesError: where too many were asked for.
    """
    if not can_mail(settings()):
        raise NotFoundError("page")
    key = name_key(name.strip())
    with desk.reading() as connection:
        found = account_named(connection, key)
    desk.count_try(throttle.mail_buckets(key, address), account_id=found.id if found else None, address=address)
    if found is not None and found.email and found.disabled_at is None:
        with desk.writing() as connection:
            token = give_reset_link(connection, found.id, now=desk.clock(), address=address)
        send_later(settings(), reset_mail(settings(), found.email, token))
