"""The wordings: which one suits, and how it reads once it is filled in."""

import re
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from lib.domain.vocabulary import Channel, InterviewKind, Outcome, Purpose, Tie, Tone
from lib.method.coach import job_ask
from lib.method.coach.letter import plain_text, sentences_of
from lib.method.coach.reading import school_year
from lib.method.content_files import ContentError, read_toml
from lib.method.wordings import (
    Limit,
    LimitUnit,
    Situation,
    UnknownFieldError,
    Wording,
    all_wordings,
    fill,
    hard_limit,
    request_situation,
    subject_limit,
    suitable,
    thanks_situation,
    ways,
    wording_fields,
    wordings_from,
)

SAMPLE = {name: field.example for name, field in wording_fields().items()}
BY_ID = {wording.id: wording for wording in all_wordings()}
HOLES = re.compile(r"  | [.,;:?!]|\(\)|\n{3}|[^\S\n]\n|^\s|\s$")
HARMLESS = [
    "{{ my_name }}",
    "{% raw %}",
    "{# no #}",
    "{{ 7 * 7 }}",
    "100 % <b>&amp;</b>",
    "عَمارة",
    "😀",
    "a\nb",
    "\\1 $x",
]

wordings = pytest.mark.parametrize("wording", all_wordings(), ids=lambda wording: wording.id)
some_wording = st.sampled_from(all_wordings())
MARK = "\ue000"


def _is_a_value(text: str) -> bool:
    """Leave out blanks, and what ends a sentence by itself: that is another rule with its own test."""
    return bool(text.strip()) and not text.rstrip().endswith((".", "!", "?", "…"))


a_value = st.sampled_from(HARMLESS) | st.text().filter(_is_a_value)


def test_the_methods_30_are_there_and_the_further_ones_are_numbered_on() -> None:
    names = [wording.id for wording in all_wordings()]
    assert {name for name in names if name[0] == "M"} == {f"M{number:02d}" for number in range(1, 31)}
    further = [name for name in names if name[0] == "A"]
    assert further == [f"A{number:02d}" for number in range(1, len(further) + 1)]


def test_every_purpose_that_is_written_has_a_wording() -> None:
    logged = {Purpose.NOTE, Purpose.AUTO_REPLY}
    assert {wording.purpose for wording in all_wordings()} == set(Purpose) - logged
    assert all(suitable(purpose, channel=Channel.EMAIL) == () for purpose in logged)


@pytest.mark.parametrize("tone", Tone)
@wordings
def test_a_wording_filled_with_sample_values_keeps_its_limit(wording: Wording, tone: Tone) -> None:
    filled = fill(wording, SAMPLE, tone)
    assert wording.limit.fits(filled.body), f"{wording.limit.length(filled.body)}: {filled.body}"
    assert len(filled.subject) <= 60


@wordings
def test_a_wording_reads_easily(wording: Wording) -> None:
    assert school_year(fill(wording, SAMPLE).body) <= 8


@wordings
def test_no_wording_asks_for_a_job(wording: Wording) -> None:
    filled = fill(wording, SAMPLE)
    assert job_ask(sentences_of(plain_text(f"{filled.subject}\n{filled.body}"))) == ""


def test_no_two_wordings_are_near_copies() -> None:
    bodies = [(wording.id, fill(wording, SAMPLE).body) for wording in all_wordings()]
    alike = [
        (one, other)
        for place, (one, body) in enumerate(bodies)
        for other, other_body in bodies[place + 1 :]
        if fuzz.token_sort_ratio(body, other_body) > 80
    ]
    assert alike == []


@wordings
def test_a_wording_filled_with_sample_values_has_no_gap_and_no_leftover(wording: Wording) -> None:
    filled = fill(wording, SAMPLE)
    assert filled.gaps == ()
    assert not set("{}[]~|").intersection(filled.body + filled.subject)


def test_tones_change_how_one_greets_and_signs_and_nothing_else() -> None:
    plain, warm, formal = (fill(BY_ID["M01"], SAMPLE, tone).body.split("\n\n") for tone in Tone)
    assert (plain[0], plain[-1]) == ("Hi Amara,", "Thanks,\nSam")
    assert (warm[0], warm[-1]) == ("Dear Amara,", "With warm thanks,\nSam")
    assert (formal[0], formal[-1]) == ("Dear Amara Obi,", "With thanks and kind regards,\nSam Okafor")
    assert plain[1:-1] == warm[1:-1] == formal[1:-1]


@wordings
def test_every_letter_that_greets_can_be_warm_and_formal(wording: Wording) -> None:
    plain = fill(wording, SAMPLE).body
    letters = {Channel.EMAIL, Channel.LINKEDIN}.intersection(wording.channels)
    if letters and wording.situation is not Situation.FORWARDABLE:
        assert len({plain, *(fill(wording, SAMPLE, tone).body for tone in Tone)}) == 3
        assert fill(wording, SAMPLE, Tone.FORMAL).body.startswith("Dear Amara Obi,")
        assert fill(wording, SAMPLE, Tone.FORMAL).body.endswith("\nSam Okafor")


def test_a_name_that_stands_alone_gets_a_sign_off_and_a_missing_full_name_is_no_gap() -> None:
    filled = fill(BY_ID["M19"], {"name": "Amara", "my_name": "Sam"}, Tone.FORMAL)
    assert filled.body.startswith("Dear Amara,")
    assert filled.body.endswith("\n\nKind regards,\nSam")
    assert filled.gaps == ()


@wordings
def test_every_declared_field_comes_into_the_text(wording: Wording) -> None:
    filled = fill(wording, SAMPLE)
    missing = [
        name for name in (*wording.required, *wording.optional) if SAMPLE[name] not in filled.body + filled.subject
    ]
    assert missing == []


@wordings
def test_without_any_value_all_required_fields_stay_visible_as_gaps(wording: Wording) -> None:
    filled = fill(wording, {})
    assert filled.gaps == wording.required
    assert all(f"[{wording_fields()[name].gap}]" in filled.body for name in wording.required)
    assert "[" not in filled.subject


def test_a_gap_says_in_plain_words_what_to_fill_in() -> None:
    filled = fill(BY_ID["M01"], SAMPLE | {"why_them": " \n"})
    assert filled.gaps == ("why_them",)
    assert "You came to mind because [why you thought of them]." in filled.body


def test_a_wording_without_a_subject_has_none() -> None:
    assert fill(BY_ID["M02"], SAMPLE).subject == ""


@given(wording=some_wording, known=st.sets(st.sampled_from(sorted(SAMPLE))))
def test_whatever_is_missing_leaves_no_hole(wording: Wording, known: set[str]) -> None:
    filled = fill(wording, {name: SAMPLE[name] for name in known})
    assert not HOLES.search(filled.body)
    assert not HOLES.search(filled.subject)
    assert bool(filled.subject) == bool(wording.subject)


@given(wording=some_wording, known=st.sets(st.sampled_from(sorted(SAMPLE))))
def test_only_required_fields_are_gaps(wording: Wording, known: set[str]) -> None:
    filled = fill(wording, {name: SAMPLE[name] for name in known})
    assert set(filled.gaps) == set(wording.required) - known
    assert filled.body.count("[") >= len(filled.gaps)


def test_a_missing_optional_field_takes_its_sentence_along() -> None:
    body = fill(BY_ID["M26"], SAMPLE | {"result": ""}).body
    assert "What came of it" not in body
    assert "I took the free database course. Next I plan" in body


def test_one_free_time_reads_as_well_as_two() -> None:
    assert "I am free Monday at 9, and glad" in fill(BY_ID["M01"], {"slot_1": "Monday at 9"}).body
    two = {"slot_1": "Monday at 9", "slot_2": "Friday at 3"}
    assert "I am free Monday at 9 or Friday at 3, and glad" in fill(BY_ID["M01"], two).body


def test_a_letter_has_its_greeting_paragraphs_and_name_apart() -> None:
    paragraphs = fill(BY_ID["M01"], SAMPLE).body.split("\n\n")
    assert paragraphs[0] == "Hi Amara,"
    assert paragraphs[-1] == "Thanks,\nSam"
    assert len(paragraphs) == 5


def test_questions_stand_one_below_the_other() -> None:
    body = fill(BY_ID["M16"], SAMPLE | {"question_2": ""}).body
    assert f"\n\n- {SAMPLE['question_1']}\n- {SAMPLE['question_3']}\n\n" in body


def test_a_value_with_its_own_full_stop_gets_no_second_one() -> None:
    body = fill(BY_ID["M01"], SAMPLE | {"why_them": "you moved to data."}).body
    assert "because you moved to data.\n\nCould we" in body


def test_a_subject_without_its_field_is_a_plain_one() -> None:
    assert fill(BY_ID["M01"], SAMPLE).subject == "Your advice on hospital data?"
    assert fill(BY_ID["M01"], SAMPLE | {"topic_short": " "}).subject == "May I ask for your advice?"


def test_a_subject_that_would_get_too_long_is_a_plain_one() -> None:
    longest = "x" * (subject_limit() - len("Your advice on ?"))
    assert fill(BY_ID["M01"], {"topic_short": longest}).subject == f"Your advice on {longest}?"
    assert fill(BY_ID["M01"], {"topic_short": f"{longest}x"}).subject == "May I ask for your advice?"


@pytest.mark.parametrize("tone", Tone)
def test_a_linkedin_note_leaves_out_what_does_not_fit(tone: Tone) -> None:
    limit = hard_limit(Channel.LINKEDIN_NOTE)
    assert limit is not None
    long = {"my_short_intro": f"I am {'a nurse, ' * 9}and more", "found_via_short": "I read your article."}
    body = fill(BY_ID["M10"], SAMPLE | long, tone).body
    assert len(body) <= limit.free
    assert "I read your article.\nYour view on hospital data" in body
    assert "nurse" not in body
    both = fill(BY_ID["M10"], SAMPLE | long | {"found_via_short": "y" * 150}, tone).body
    assert "nurse" not in both
    assert "yyy" not in both


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028", "\x85"])
def test_a_newline_in_a_subject_becomes_a_space(newline: str) -> None:
    filled = fill(BY_ID["M01"], dict.fromkeys(SAMPLE, f"data{newline}Bcc: all"))
    assert filled.subject == "Your advice on data Bcc: all?"
    assert f"data{newline}Bcc: all" in filled.body


@given(wording=some_wording, value=a_value)
def test_a_value_comes_through_as_it_is_and_is_never_a_template(wording: Wording, value: str) -> None:
    marked = fill(wording, dict.fromkeys(SAMPLE, MARK))
    filled = fill(wording, dict.fromkeys(SAMPLE, value))
    assert filled.body == marked.body.replace(MARK, value)
    subject = marked.subject.replace(MARK, " ".join(value.splitlines()))
    assert filled.subject == subject or len(subject) > subject_limit()
    assert filled.gaps == ()


@given(value=a_value)
def test_a_name_stands_in_its_greeting_untouched(value: str) -> None:
    assert fill(BY_ID["M29"], {"name": value, "my_name": "Sam"}).body.startswith(f"Hi {value},\n\nThank you for")


def test_fields_that_a_wording_does_not_have_are_ignored() -> None:
    assert fill(BY_ID["M29"], SAMPLE | {"shoe_size": "42"}) == fill(BY_ID["M29"], SAMPLE)


@pytest.mark.parametrize("purpose", {wording.purpose: None for wording in all_wordings()})
@pytest.mark.parametrize("channel", Channel)
def test_there_is_always_a_suitable_wording(purpose: Purpose, channel: Channel) -> None:
    for situation in (None, *Situation):
        found = suitable(purpose, channel=channel, situation=situation)
        assert found
        assert len({wording.id for wording in found}) == len(found)
        assert all(wording.purpose is purpose for wording in found)


@wordings
def test_the_wording_that_is_made_for_a_situation_and_channel_comes_first(wording: Wording) -> None:
    for channel in wording.channels:
        first = suitable(wording.purpose, channel=channel, situation=wording.situation)[0]
        assert first.situation is wording.situation
        assert channel in first.channels


@pytest.mark.parametrize(
    ("channel", "situation", "first"),
    [
        (Channel.EMAIL, Situation.COLD, "M09"),
        (Channel.LINKEDIN_NOTE, Situation.COLD, "M10"),
        (Channel.LINKEDIN, Situation.LINKEDIN_CONNECTED, "M11"),
        (Channel.PHONE, Situation.VOICEMAIL, "M12"),
        (Channel.TEXT, Situation.WARM, "A01"),
        (Channel.TEXT, Situation.COLD, "M09"),
        (Channel.IN_PERSON, Situation.REFERRED, "M02"),
        (Channel.LINKEDIN_NOTE, Situation.INTRODUCED, "A02"),
    ],
)
def test_the_wording_of_the_situation_comes_first(channel: Channel, situation: Situation, first: str) -> None:
    assert suitable(Purpose.REQUEST, channel=channel, situation=situation)[0].id == first


def test_what_is_to_be_said_aloud_comes_last_where_one_writes() -> None:
    by_text = [wording.id for wording in suitable(Purpose.REQUEST, channel=Channel.TEXT, situation=Situation.COLD)]
    assert by_text[:5] == ["M09", "M10", "A23", "A24", "A25"]
    aloud = suitable(Purpose.FOLLOW_UP, channel=Channel.IN_PERSON, situation=Situation.FIRST_FOLLOW_UP)
    assert aloud[0].channels == (Channel.PHONE,)


@pytest.mark.parametrize(
    ("purpose", "situation", "is_offered"),
    [
        (Purpose.REQUEST, None, True),
        (Purpose.REQUEST, Situation.COLD, True),
        (Purpose.REQUEST, Situation.LINKEDIN_CONNECTED, False),
        (Purpose.REQUEST, Situation.ASK_INTRODUCTION, False),
        (Purpose.FOLLOW_UP, Situation.FIRST_FOLLOW_UP, False),
        (Purpose.THANKS, None, False),
    ],
)
def test_the_note_of_an_invitation_is_for_the_first_word_to_somebody(
    purpose: Purpose, situation: Situation | None, *, is_offered: bool
) -> None:
    others = tuple(channel for channel in Channel if channel is not Channel.LINKEDIN_NOTE)
    assert ways(purpose, situation) == (tuple(Channel) if is_offered else others)


def test_without_a_situation_the_wordings_of_the_channel_come_in_their_order() -> None:
    by_text = [wording.id for wording in suitable(Purpose.FOLLOW_UP, channel=Channel.TEXT)]
    assert by_text == ["M13", "M14", "A33", "A35"]
    assert [wording.id for wording in suitable(Purpose.UPDATE, channel=Channel.PHONE)] == ["A52"]


@pytest.mark.parametrize(
    ("tie", "situation", "by_name", "introduced"),
    [
        (Tie.CLOSE, Situation.WARM, Situation.WARM, Situation.WARM),
        (Tie.CURRENT, Situation.WARM, Situation.WARM, Situation.WARM),
        (Tie.FORMER, Situation.WARM, Situation.WARM, Situation.WARM),
        (Tie.ACQUAINTANCE, Situation.MET_ONCE, Situation.MET_ONCE, Situation.MET_ONCE),
        (Tie.LOST_TOUCH, Situation.LOST_TOUCH, Situation.LOST_TOUCH, Situation.LOST_TOUCH),
        (Tie.SHARED, Situation.SHARED_BACKGROUND, Situation.REFERRED, Situation.INTRODUCED),
        (Tie.INTRODUCED, Situation.COLD, Situation.REFERRED, Situation.INTRODUCED),
        (Tie.STRANGER, Situation.COLD, Situation.REFERRED, Situation.INTRODUCED),
    ],
)
def test_the_tie_decides_how_to_ask(tie: Tie, situation: Situation, by_name: Situation, introduced: Situation) -> None:
    assert request_situation(tie, introducer_known=False) is situation
    assert request_situation(tie, introducer_known=True) is by_name
    assert request_situation(tie, introducer_known=True, is_introduced=True) is introduced


def test_a_stranger_who_is_connected_already_is_asked_as_one() -> None:
    connected = request_situation(Tie.STRANGER, introducer_known=False, is_connected=True)
    assert connected is Situation.LINKEDIN_CONNECTED
    assert request_situation(Tie.STRANGER, introducer_known=True, is_connected=True) is Situation.REFERRED


@pytest.mark.parametrize(
    ("outcome", "situation"),
    [
        (Outcome.MET, Situation.THANKS_TALK),
        (Outcome.ANSWERED, Situation.THANKS_ANSWER),
        (Outcome.PASSED_ON, Situation.THANKS_LEAD),
        (Outcome.NOT_NOW, Situation.THANKS_NOT_NOW),
        (Outcome.DECLINED, Situation.THANKS_DECLINE),
    ],
)
def test_what_came_of_it_decides_how_to_thank(outcome: Outcome, situation: Situation) -> None:
    assert thanks_situation(outcome) is situation


def test_an_introduction_has_its_own_thanks_and_so_has_who_wants_no_more_letters() -> None:
    introduction = InterviewKind.INTRODUCTION
    assert thanks_situation(Outcome.PASSED_ON, kind=introduction) is Situation.THANKS_INTRODUCTION
    assert thanks_situation(Outcome.DECLINED, kind=introduction) is Situation.THANKS_DECLINE
    assert thanks_situation(Outcome.MET, do_not_contact=True) is Situation.THANKS_LAST
    assert thanks_situation(Outcome.DECLINED, do_not_contact=True) is Situation.DO_NOT_CONTACT


def test_a_limit_counts_words_or_characters_with_both_ends_included() -> None:
    words = Limit(unit=LimitUnit.WORDS, low=2, high=3)
    assert [words.fits(text) for text in ("a", "a b", "a b\n\nc", "a b c d")] == [False, True, True, False]
    assert Limit(unit=LimitUnit.CHARACTERS, low=0, high=3).fits("a b")
    assert BY_ID["M10"].limit == Limit(unit=LimitUnit.CHARACTERS, low=60, high=200)


def _tables(**changes: object) -> dict[str, Any]:
    """Return the file with the changes made in M29, whose fields are `name` and `my_name`."""
    tables = deepcopy(dict(read_toml("wordings.toml")))
    assert isinstance(tables["wording"], list)
    next(wording for wording in tables["wording"] if wording["id"] == "M29").update(changes)
    return tables


GOOD = "Hi {{ name }}\n| {{ my_name }}\n"


def test_the_changed_wording_itself_is_fine() -> None:
    assert GOOD in {wording.body for wording in wordings_from(_tables(body=GOOD)).wording}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"body": GOOD + "{{ nmae }}"}, "M29, body line 3 uses an unknown field: nmae"),
        ({"body": GOOD + "{{ topic }}"}, "M29, body line 3 uses an unknown field: topic"),
        ({"subject": "For {{ topic }}\n~ For you"}, "M29, subject line 1 uses an unknown field: topic"),
        ({"optional": ["shoe_size"]}, "M29 declares a field without a gap text: shoe_size"),
    ],
)
def test_an_unknown_field_is_reported_with_its_wording_and_line(changes: dict[str, object], message: str) -> None:
    with pytest.raises(UnknownFieldError, match=message):
        wordings_from(_tables(**changes))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"optional": ["topic"]}, "M29 declares a field that no line uses: topic"),
        ({"body": GOOD + "{{ name"}, "M29, body line 3"),
        ({"body": "~ Hi\n" + GOOD}, "M29, body line 1: there is no line above"),
        (
            {"body": GOOD, "required": ["my_name"], "optional": ["name"], "subject": "{{ name }}"},
            "M29 needs one subject",
        ),
        (
            {"body": "{{ name }} {{ my_name }}", "required": ["my_name"], "optional": ["name"]},
            "M29 can lose .* my_name",
        ),
        ({"channels": ["pigeon"]}, r"wording.\d+.channels"),
        ({"source": " "}, r"wording.\d+.source"),
        ({"channels": ["email", "phone"]}, "do_not_contact by linkedin, do_not_contact by phone"),
        ({"id": "M28"}, "a wording id stands there twice"),
    ],
)
def test_a_wording_that_cannot_be_used_is_reported_with_its_place(changes: dict[str, object], message: str) -> None:
    with pytest.raises(ContentError, match=message):
        wordings_from(_tables(**changes))


@pytest.mark.parametrize("table", ["situation_by_tie", "situation_by_outcome"])
def test_a_tie_or_an_outcome_without_a_situation_is_reported(table: str) -> None:
    with pytest.raises(ContentError, match="has no situation"):
        wordings_from(_tables() | {table: {}})


def test_a_purpose_without_a_wording_is_reported() -> None:
    tables = _tables()
    tables["wording"] = [wording for wording in tables["wording"] if wording["purpose"] != "update"]
    with pytest.raises(ContentError, match="a purpose has no wording"):
        wordings_from(tables)


@pytest.mark.parametrize(
    ("table", "left_out", "message"),
    [
        ("channels_for", "card", "no channel makes sense for: card"),
        ("tones", "formal", "a tone other than the plain one has no words"),
        ("fields", "their_full_name", "declares a field without a gap text: their_full_name"),
    ],
)
def test_a_line_that_is_missing_in_a_table_is_reported(table: str, left_out: str, message: str) -> None:
    tables = _tables()
    del tables[table][left_out]
    with pytest.raises(ContentError, match=message):
        wordings_from(tables)
