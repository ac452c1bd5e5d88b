"""Reading the content that a coach can edit."""

import pytest
from pydantic import BaseModel

from lib.method.content_files import ContentError, checked, read_toml


class Counted(BaseModel):
    """Something with a number in a table."""

    numbers: dict[str, int]


@pytest.mark.parametrize(
    "name", ["cadence.toml", "ranking.toml", "relevance.toml", "labels.toml", "questions.toml", "wordings.toml"]
)
def test_every_file_of_the_method_is_there(name: str) -> None:
    assert read_toml(name)
    assert read_toml(name) is read_toml(name)


def test_a_file_that_is_missing_is_reported_by_its_name() -> None:
    with pytest.raises(ContentError, match=r"^no-such\.toml: "):
        read_toml("no-such.toml")


def test_a_file_that_is_not_toml_is_reported_by_its_name() -> None:
    with pytest.raises(ContentError, match=r"^\.\./cadence\.py: "):
        read_toml("../cadence.py")


def test_what_holds_is_read() -> None:
    assert checked(Counted, {"numbers": {"a": 1}}, "x.toml").numbers == {"a": 1}


@pytest.mark.parametrize(
    ("tables", "place"),
    [
        ({"numbers": {"a": 1, "b": "two"}}, "x.toml: numbers.b: "),
        ({}, "x.toml: numbers: "),
        (3, "x.toml: the whole file: "),
    ],
)
def test_the_first_wrong_place_is_named(tables: object, place: str) -> None:
    with pytest.raises(ContentError) as caught:
        checked(Counted, tables, "x.toml")  # type: ignore[arg-type]  # also what is no table
    assert str(caught.value).startswith(place)
