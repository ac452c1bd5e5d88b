"""The list of the coach's rules: which function looks at a letter by which rule of `content/coach.toml`."""

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from lib.method.coach import (
    ask,
    connection,
    courtesy,
    dates,
    honesty,
    leftovers,
    length,
    likeness,
    names,
    reading,
    subject,
    thanks,
    times,
)
from lib.method.coach.content import FILE, Rule, content
from lib.method.coach.letter import Letter
from lib.method.coach.remark import Finding, Remark, Verdict, finding, remark
from lib.method.content_files import ContentError

Look = Callable[[Letter], Finding | None]


def other_language(letter: Letter) -> Finding | None:
    """Say that a text in another language was looked at in part only."""
    return None if letter.is_english else finding("other")


LOOKS: Mapping[str, Look] = MappingProxyType(
    {
        "leftovers": leftovers.leftovers,
        "name": names.name,
        "no_job_ask": honesty.no_job_ask,
        "no_attachment": honesty.no_attachment,
        "no_pressure": courtesy.no_pressure,
        "one_ask": ask.one_ask,
        "minutes": ask.minutes,
        "specific": thanks.specific,
        "report": thanks.report,
        "no_demand": thanks.no_demand,
        "next_step": thanks.next_step,
        "named_people": thanks.named_people,
        "length": length.length,
        "shorter": length.shorter,
        "reason": honesty.reason,
        "connection": connection.connection,
        "why_them": connection.why_them,
        "a_time": times.a_time,
        "two_times": times.two_times,
        "right_dates": dates.right_dates,
        "time_zone": times.time_zone,
        "way_out": courtesy.way_out,
        "alternative": courtesy.alternative,
        "subject": subject.subject,
        "too_like": likeness.too_like,
        "open_about_work": honesty.open_about_work,
        "no_brain_picking": courtesy.no_brain_picking,
        "no_gushing": courtesy.no_gushing,
        "reading_ease": reading.reading_ease,
        "balance": reading.balance,
        "short_chat": courtesy.short_chat,
        "offer_back": thanks.offer_back,
        "read_in_part": length.read_in_part,
        "other_language": other_language,
    }
)


def remarks(letter: Letter) -> tuple[Remark, ...]:
    """Return what there is to say about a letter: what would be better first, the weightiest first, then what is good.

    A rule that does not apply says nothing, and none says anything of an empty page. No text raises.
    """
    if not letter.body.strip():
        return ()
    fitting = [rule for rule in rule_table() if rule.is_for(letter.purpose, letter.channel, letter.situation)]
    if not letter.is_english:
        fitting = [rule for rule in fitting if not rule.english]
    told = ((rule, LOOKS[rule.id](letter)) for rule in fitting)
    said = [remark(rule, found) for rule, found in told if found is not None]
    return tuple(sorted(said, key=lambda one: one.verdict is Verdict.GOOD))


@cache
def rule_table() -> tuple[Rule, ...]:
    """Return the rules of the file, the weightiest first; raises ContentError where one has no function, or none it."""
    rules = content().rule
    if odd := sorted({rule.id for rule in rules} ^ LOOKS.keys()):
        message = f"{FILE}: these rules are missing or nobody looks by them: {', '.join(odd)}"
        raise ContentError(message)
    return rules
