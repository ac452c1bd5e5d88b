"""A desk where nobody is asked for a pass phrase takes none for right."""

from lib.accounts.desk import AccountDesk


def test_without_a_check_no_pass_phrase_is_right(desk: AccountDesk) -> None:
    bare = AccountDesk(desk.engine, desk.secret_key)
    assert not bare.is_right("", "")
    assert not bare.is_right("seven boats to an island", "$2b$04$")
