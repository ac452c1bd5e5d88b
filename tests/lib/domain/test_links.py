"""Links that may be opened, keys that tell two spellings apart from two people, drafts that nobody can add to."""

from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import example, given
from hypothesis import strategies as st

from lib.domain.errors import AskwellError
from lib.domain.links import (
    MAX_LINK,
    InvalidAddressError,
    email_key,
    mailto,
    normal_profile,
    safe_url,
    valid_email,
)

PLAIN = st.text(st.sampled_from("aZ09.-_~+"), max_size=12)
ANY_TEXT = st.text(st.characters(), max_size=80)
LINK_LIKE = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "http://", "HTTPS://", "mailto:", "javascript:", "//", "www.", "https:"]),
        st.sampled_from(["example.org", "bücher.example", "a@b.org", "xn--bcher-kva.example", "[::1]", "x.org:80"]),
        st.text(st.sampled_from("/?#%&=@:;.,'\"<>()[]\\ aZ9üß\t\r\n\u202e"), max_size=20),
    ),
)


@pytest.mark.parametrize(
    ("typed", "opened"),
    [
        ("https://www.linkedin.com/in/ada-okafor", "https://www.linkedin.com/in/ada-okafor"),
        ("  HTTP://Example.ORG/Team \n", "http://example.org/Team"),
        ("linkedin.com/in/ada", "https://linkedin.com/in/ada"),
        ("www.example.org/y?q=1#top", "https://www.example.org/y?q=1#top"),
        ("example.org:8080/x", "https://example.org:8080/x"),
        ("https://example.org:443/x", "https://example.org/x"),
        ("https://linkedin.com/in/jürgen", "https://linkedin.com/in/j%C3%BCrgen"),
        ("https://linkedin.com/in/j%C3%BCrgen", "https://linkedin.com/in/j%C3%BCrgen"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/a_(b)?q='\"<", "https://example.org/a_%28b%29?q=%27%22%3C"),
        ("https://straße.example/", "https://straße.example/"),
        ("mailto:Ada@Example.org", "mailto:Ada@example.org"),
    ],
)
def test_a_link_that_can_be_opened_is_returned_ready(typed: str, opened: str) -> None:
    assert safe_url(typed) == opened


@pytest.mark.parametrize(
    "typed",
    [
        *("", "   ", "hello", "tel:15550100", "ftp://example.org/x", "file:///etc/passwd", "//example.org/x"),
        *("javascript:alert(1)", "JaVaScRiPt:alert(1)//https://x.org", "java\tscript:alert(1)", "\x01javascript:1"),
        *("data:text/html,<script>1</script>", "vbscript:x.y", "https:///example.org", "https:example.org"),
        *("https://linkedin.com@evil.example/", "https://user:secret@example.org/", "ada@example.org"),
        *("https://linkedin.com\\@evil.example/", "https://example.org/a b", "https://example.org/\u202egpj.exe"),
        *("https://exam\u200bple.org/", "https://example.org/\x00", "https://example.org/\ud800", "https://127.0.0.1/"),
        *("https://localhost/x", "https://[::1]/", "https://[bad/", "https://example.org:99999/", "https://-a.org/"),
        *("https://%65xample.org/", "https://example..org/", "mailto:ada@example.org?bcc=eve@example.org", "mailto:x"),
        *("mailto:ada@example.org%0D%0ABcc:eve@example.org", "mailto:ada@example.org,eve@example.org"),
        "https://example.org/" + "x" * MAX_LINK,
    ],
)
def test_what_is_not_a_web_or_mail_address_is_no_link(typed: str) -> None:
    assert safe_url(typed) is None


@given(LINK_LIKE | ANY_TEXT)
def test_a_link_opens_only_the_web_or_mail_and_stays_as_it_is(typed: str) -> None:
    link = safe_url(typed)
    if link is not None:
        assert link.startswith(("http://", "https://", "mailto:"))
        assert not set(link) & set(" \t\r\n\\<>\"'()")
        assert urlsplit(link).username is None
        assert safe_url(link) == link


@pytest.mark.parametrize(
    "spelling",
    [
        *("https://www.linkedin.com/in/Jürgen-B/", "http://linkedin.com/in/j%C3%BCrgen-b?trk=x#y"),
        *(
            "de.linkedin.com/in/jürgen-b",
            "https://m.linkedin.com/in/j%c3%bcrgen-b//",
            "www.linkedin.com/in/ju\u0308rgen-b",
        ),
    ],
)
def test_spellings_of_one_profile_have_one_key(spelling: str) -> None:
    assert normal_profile(spelling) == "linkedin.com/in/jürgen-b"


def test_other_pages_keep_the_case_of_their_path() -> None:
    assert normal_profile("https://www.Example.org/Ada/") == "example.org/Ada"
    assert normal_profile("https://us.example.org/Ada") == "us.example.org/Ada"


def test_two_profiles_have_two_keys() -> None:
    assert normal_profile("linkedin.com/in/ada") != normal_profile("linkedin.com/in/ada-2")


@given(LINK_LIKE | ANY_TEXT)
def test_a_text_has_a_profile_key_exactly_when_it_is_a_link(typed: str) -> None:
    assert bool(normal_profile(typed)) == (safe_url(typed) is not None)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (" ada@EXAMPLE.org ", "ada@example.org"),
        ("Ada+work@example.org", "Ada+work@example.org"),
        ("jürgen@bücher.example.org", "jürgen@bücher.example.org"),
    ],
)
def test_an_email_address_is_written_as_mail_programs_do(typed: str, found: str) -> None:
    assert valid_email(typed) == found


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            "ada",
            "ada@",
            "@example.org",
            "ada@example",
            "ada@@example.org",
            "a b@example.org",
            "Ada <ada@example.org>",
        ),
        *("ada@example.org\r\nBcc: eve@example.org", "ada@example.org?bcc=eve@example.org", "ada@[127.0.0.1]"),
        *("a@example.org,b@example.org", "\ud800@example.org", "ada@example.org\x00", "a" * 400 + "@example.org"),
    ],
)
def test_what_mail_programs_refuse_is_no_email_address(typed: str) -> None:
    assert valid_email(typed) is None


@given(ANY_TEXT | st.emails())
def test_a_valid_address_stays_as_it_is(typed: str) -> None:
    found = valid_email(typed)
    if found is not None:
        assert valid_email(found) == found
        assert email_key(typed) == email_key(found)


@given(st.tuples(PLAIN, st.sampled_from(["@", "@x.org", "@xn--bcher-kva.example", "@a.test"]), PLAIN).map("".join))
@example("Info@example.org")
@example("a" * 90 + "@Example.org")
def test_the_short_way_to_an_address_leads_where_the_long_one_does(typed: str) -> None:
    try:
        expected = validate_email(typed, check_deliverability=False).normalized
    except EmailNotValidError:
        expected = None
    assert valid_email(typed) == expected


@given(st.tuples(st.sampled_from(["a.org/", "www.linkedin.com/in/", "Z.x", "-.de", "a.b-c.io//"]), PLAIN).map("".join))
def test_the_short_way_to_a_link_leads_where_the_long_one_does(place: str) -> None:
    assert safe_url(f"https://{place}") == safe_url(f"HTTPS://{place}")
    assert normal_profile(f"https://{place}") == normal_profile(f"https://{place}?x=1")


def test_spellings_of_one_email_address_have_one_key() -> None:
    assert email_key(" Ada@Example.ORG") == email_key("ada@example.org")


def test_a_text_that_is_no_address_has_a_key_too() -> None:
    assert (email_key(" Ask Ada "), email_key("")) == ("ask ada", "")


def test_a_draft_carries_its_subject_and_its_lines() -> None:
    link = mailto("ada@example.org", "20 minutes & a question?", "Dear Ada,\n\nthanks\r\nBen")
    assert link == (
        "mailto:ada@example.org?subject=20%20minutes%20%26%20a%20question%3F"
        "&body=Dear%20Ada%2C%0D%0A%0D%0Athanks%0D%0ABen"
    )


def test_a_draft_without_text_is_the_address_alone() -> None:
    assert mailto("o'neill+x@example.org", "", "") == "mailto:o%27neill%2Bx@example.org"


@pytest.mark.parametrize("address", ["", "ada", "ada@example.org?bcc=eve@example.org", "a@b.org\r\nBcc: e@b.org"])
def test_a_draft_to_something_else_is_refused_with_a_sentence(address: str) -> None:
    with pytest.raises(InvalidAddressError, match="e-mail address") as refusal:
        mailto(address, "Hello", "Hello")
    assert isinstance(refusal.value, AskwellError)
    assert isinstance(refusal.value, ValueError)


@given(ANY_TEXT, ANY_TEXT)
def test_no_text_can_add_a_recipient(subject: str, body: str) -> None:
    link = urlsplit(mailto("ada@example.org", subject, body))
    parts = dict(parse_qsl(link.query, keep_blank_values=True))
    assert unquote(link.path) == "ada@example.org"
    assert parts.keys() <= {"subject", "body"}
    assert not set(parts.get("subject", "")) & {"\r", "\n"}
