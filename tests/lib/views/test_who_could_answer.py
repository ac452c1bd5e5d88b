"""Who could answer what nobody answered yet."""

from dataclasses import replace

from lib.domain import commands
from lib.domain.snapshot import Snapshot
from lib.store.workspace import Workspace
from lib.views.who_could_answer import open_questions
from tests.cast import BERLIN, TODAY, a_contact, a_goal, a_question, an_interview, only
from tests.eight_conversations import NOT_ASKED, NOT_TO_ASK, OPEN_QUESTION, TALKS


def test_whose_work_has_words_of_the_question_comes_first_and_nobody_who_does_not_want_it(eight: Snapshot) -> None:
    [question] = open_questions(eight, BERLIN, only(eight.goals).id, TODAY)
    assert question.text == OPEN_QUESTION
    names = [person.name for person in question.people]
    assert names[0] == NOT_ASKED[0][0]
    assert [person.is_near for person in question.people] == [True, False, False]
    assert {NOT_TO_ASK[0], *(talk.name for talk in TALKS)}.isdisjoint(names)
    # Whoever does not want to be contacted is left out for that alone: it is their work that fits best.
    free = replace(eight, contacts=eight.contacts.assign(do_not_contact=False), _derived={})
    [question] = open_questions(free, BERLIN, only(eight.goals).id, TODAY)
    assert {person.name for person in question.people if person.is_near} == {NOT_ASKED[0][0], NOT_TO_ASK[0]}


def test_whoever_is_going_to_be_asked_anyway_is_named_and_not_suggested(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    a_question(workspace, goal_id, "What do nurses decide?")
    contact_id = a_contact(workspace, "Amara Obi", position="Nurse", email="amara@example.org")
    interview_id = an_interview(workspace, goal_id=goal_id, contact_id=contact_id)
    [question] = open_questions(workspace.snapshot(), BERLIN, goal_id, TODAY)
    assert (question.planned, question.people) == (((interview_id, "Amara Obi"),), ())
    workspace.do(commands.DropQuestion(question_id=question.question_id))
    assert open_questions(workspace.snapshot(), BERLIN, goal_id, TODAY) == ()
