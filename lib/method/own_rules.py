"""Which of the method's own wordings and questions break the method's own rules."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations
from statistics import fmean

from rapidfuzz import fuzz, process

from lib.domain.vocabulary import Channel, Purpose, Tie, Tone
from lib.method.coach import Letter, Verdict, remarks, rule_table
from lib.method.coach.reading import school_year
from lib.method.question_bank import BankQuestion, all_questions
from lib.method.question_coach import check_question_rules, question_remarks
from lib.method.question_content import Category, Variant, question_content
from lib.method.wordings import Wording, all_wordings, fill, request_situation, subject_limit, wording_fields

_FIRST = "x " * 100  # a request, as long as one is


def breaches() -> tuple[str, ...]:
    """Return a sentence for each breach of a rule, which names the wording or the question; none where all is well.

    Raises:
        ContentError: where a content file can't be used at all; it names the file and the place.
    """
    rule_table()
    check_question_rules()
    wordings = (f"{wording.id}: {fault}" for wording in all_wordings() for fault in wording_faults(wording))
    questions = (f"{question.id}: {fault}" for question in all_questions() for fault in question_faults(question))
    return tuple(dict.fromkeys((*wordings, *questions, *bank_faults(all_questions()))))


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
    """Return what is wrong with a question: what its coach says of it, or that it or its reason is hard to read."""
    limits = question_content().limits
    if not question.text.endswith("?"):
        yield "it is no question"
    for remark in question_remarks(question.text):
        yield f"the coach says: {remark.said}"
    for name, text in (("it", question.text), ("its reason", question.why)):
        if (grade := school_year(text)) > limits.most_grade:
            yield f"{name} reads as in school year {grade:.1f}"
        if (words := len(text.split())) > limits.most_words:
            yield f"{name} has {words} words"


def bank_faults(questions: Sequence[BankQuestion]) -> Iterator[str]:
    """Return what is wrong with the questions together: two that ask the same, hard ones, too few for somebody."""
    limits = question_content().limits
    texts = [question.text for question in questions]
    likeness = process.cdist(texts, texts, scorer=fuzz.token_set_ratio, score_cutoff=limits.most_alike)
    for one, other in combinations(range(len(texts)), 2):
        if likeness[one][other]:
            yield f"{questions[one].id} and {questions[other].id} ask nearly the same"
    for name, every in (("questions", texts), ("reasons", [question.why for question in questions])):
        if (grade := fmean(map(school_year, every))) > limits.most_mean_grade:
            yield f"the {name} read as in school year {grade:.1f} on average"
    counts = Counter(group for question in questions for group in (question.category, *question.tags))
    for group in (*Category, *Variant):
        if counts[group] < limits.too_few:
            yield f"{type(group).__name__.lower()} {group.value}: only {counts[group]} questions"


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
