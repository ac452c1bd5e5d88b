"""Which of the method's own wordings and questions break the method's own rules."""

from collections.abc import Iterator
from functools import cache

from lib.domain.vocabulary import Channel, Purpose, Tie, Tone
from lib.method.coach import Letter, Verdict, job_ask, remarks, rule_table
from lib.method.coach.letter import plain_text, sentences_of
from lib.method.coach.phrases import has
from lib.method.question_bank import BankQuestion, all_questions
from lib.method.wordings import Wording, all_wordings, fill, request_situation, subject_limit, wording_fields

_FIRST = "x " * 100  # a request, as long as one is


def breaches() -> tuple[str, ...]:
    """Return a sentence for each breach of a rule, which names the wording or the question; none where all is well.

    Raises:
        ContentError: where a content file can't be used at all; it names the file and the place.
    """
    rule_table()
    wordings = (f"{wording.id}: {fault}" for wording in all_wordings() for fault in wording_faults(wording))
    questions = (f"{question.id}: {fault}" for question in all_questions() for fault in question_faults(question))
    return tuple(dict.fromkeys((*wordings, *questions)))


def wording_faults(wording: Wording) -> Iterator[str]:
    """Return what is wrong with a wording, filled with its fields' examples, in any of its channels and tones."""
    for tone in Tone:
        filled = fill(wording, _examples(), tone)
        if not wording.limit.fits(filled.body):
            yield f"its length of {wording.limit.length(filled.body)} breaks its own limit"
        if len(filled.subject) > subject_limit():
            yield f"its subject is longer than {subject_limit()} characters"
        for channel in wording.channels:
            for remark in remarks(sample_letter(wording, channel, tone)):
                if remark.verdict is Verdict.BETTER:
                    yield f"by {channel}, the coach says: {remark.said}"


def question_faults(question: BankQuestion) -> Iterator[str]:
    """Return what is wrong with a question: it asks for a job or a salary, or a yes or no answers it (S1.2 and 3)."""
    plain = plain_text(question.text)
    if not plain.endswith("?"):
        yield "it is no question"
    if asked := job_ask(sentences_of(plain)):
        yield f"“{asked}” asks for a job"
    if has("salary", plain):
        yield "it asks what they earn themselves"
    if has("looked_up", plain):
        yield "a search would answer it"
    if has("yes_or_no", plain) and not has("open_question", plain):
        yield "a yes or no would answer it"


def sample_letter(wording: Wording, channel: Channel, tone: Tone = Tone.PLAIN) -> Letter:
    """Return a wording as a letter, filled with its fields' examples."""
    examples = _examples()
    filled = fill(wording, examples, tone)
    return Letter(
        purpose=wording.purpose,
        channel=channel,
        subject=filled.subject,
        body=filled.body,
        situation=wording.situation,
        name=examples["name"],
        called=examples["name"],
        tie=_ties().get(wording.situation),
        introducer=examples["introducer"] if "introducer" in (*wording.required, *wording.optional) else "",
        facts=(examples["why_them"], examples["their_detail"], examples["found_via"]),
        my_name=examples["my_full_name"],
        topic=examples["topic"],
        decision=examples["decision"],
        first_body=_FIRST if wording.purpose is Purpose.FOLLOW_UP else "",
        learned=(examples["specific_learning"],),
        promised=(examples["next_action"],),
    )


@cache
def _examples() -> dict[str, str]:
    return {name: field.example for name, field in wording_fields().items()}


@cache
def _ties() -> dict[str, Tie]:
    return {request_situation(tie, introducer_known=False): tie for tie in reversed(Tie)}
