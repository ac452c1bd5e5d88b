"""The text of a wording: sentences with fields in them, of which those drop out whose optional fields are not known.

How a text is laid out is explained at the top of `content/wordings.toml`.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from jinja2 import StrictUndefined, Template, TemplateError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from lib.method.content_files import ContentError

INSTEAD, OWN_LINE = "~ ", "| "
SENTENCE_ENDS = (".", "!", "?", "…")
ENDS_WITH_FIELD = re.compile(r"\{\{\s*(\w+)\s*\}\}\.$")

# Messages are plain text: escaping would put "&amp;" into somebody's mail. Whoever shows one as HTML escapes it there.
ENVIRONMENT = ImmutableSandboxedEnvironment(autoescape=False, undefined=StrictUndefined)


class Choice(NamedTuple):
    """One way to say a sentence."""

    line: int
    source: str
    fields: frozenset[str]


class Sentence(NamedTuple):
    """A sentence in all its ways, the fullest first."""

    own_line: bool
    choices: tuple[Choice, ...]


@cache
def paragraphs(text: str) -> tuple[tuple[Sentence, ...], ...]:
    """Return the sentences of a text by paragraph; raises ContentError that names the line."""
    found: list[list[Sentence]] = [[]]
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if not line:
            found.append([])
        elif not line.startswith(INSTEAD):
            choice = _choice(number, line.removeprefix(OWN_LINE))
            found[-1].append(Sentence(line.startswith(OWN_LINE), (choice,)))
        elif found[-1]:
            above = found[-1].pop()
            choices = (*above.choices, _choice(number, line.removeprefix(INSTEAD)))
            found[-1].append(above._replace(choices=choices))
        else:
            message = f'line {number}: there is no line above that this "{INSTEAD}" could stand in for'
            raise ContentError(message)
    return tuple(tuple(sentences) for sentences in found if sentences)


def with_values(text: str, shown: Mapping[str, str]) -> str:
    """Return a text with the values put in as they are; a sentence that has not all of its fields is left out."""
    joined = (_joined(sentences, shown) for sentences in paragraphs(text))
    return "\n\n".join(paragraph for paragraph in joined if paragraph)


def one_line(text: str, shown: Mapping[str, str], most: int) -> str:
    """Return the fullest way to say a one-line text that has at most so many characters; else its last way."""
    in_one_line = {name: " ".join(value.splitlines()) for name, value in shown.items()}
    for sentence in (sentence for sentences in paragraphs(text) for sentence in sentences):
        ways = [rendered(choice, in_one_line) for choice in sentence.choices if choice.fields <= shown.keys()]
        return next((way for way in ways if len(way) <= most), ways[-1])
    return ""


def rendered(choice: Choice, shown: Mapping[str, str]) -> str:
    """Return a sentence with its values; a value that ends a sentence by itself gets no second full stop."""
    text = _template(choice.source).render({name: shown[name] for name in choice.fields})
    closing = ENDS_WITH_FIELD.search(choice.source)
    if closing and shown[closing[1]].rstrip().endswith(SENTENCE_ENDS):
        return text.removesuffix(".")
    return text


def _joined(sentences: tuple[Sentence, ...], shown: Mapping[str, str]) -> str:
    text = ""
    for sentence in sentences:
        choice = next((choice for choice in sentence.choices if choice.fields <= shown.keys()), None)
        if choice:
            joint = "\n" if sentence.own_line else " "
            text += (joint if text else "") + rendered(choice, shown)
    return text


def _choice(number: int, source: str) -> Choice:
    try:
        _template(source)
        return Choice(number, source, frozenset(meta.find_undeclared_variables(ENVIRONMENT.parse(source))))
    except TemplateError as error:
        message = f"line {number}: {error}"
        raise ContentError(message) from error


@cache
def _template(source: str) -> Template:
    return ENVIRONMENT.from_string(source)
