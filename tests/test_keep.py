"""An answer is worked out once for as long as its noun is there, and goes with it."""

import gc
import threading
import weakref
from dataclasses import dataclass

import pandas as pd

import geo.tools.keep
from geo.tools.keep import keep


@dataclass(frozen=True, eq=False)
class Noun:
    name: str


def counted():
    asked = []

    @keep
    def answer(noun, number, *, loud=False):
        asked.append((noun.name, number, loud))
        return [noun.name, number, loud]

    return answer, asked


def test_the_same_question_is_worked_out_once_and_has_one_answer():
    answer, asked = counted()
    noun = Noun("a")
    assert answer(noun, 1) is answer(noun, 1)
    assert len(asked) == 1


def test_another_argument_or_another_noun_is_another_question():
    answer, asked = counted()
    noun = Noun("a")
    answers = [answer(noun, 1), answer(noun, 2), answer(noun, 1, loud=True), answer(Noun("a"), 1)]
    assert answers == [["a", 1, False], ["a", 2, False], ["a", 1, True], ["a", 1, False]]
    assert len(asked) == 4


def test_answers_go_with_their_noun():
    answer, _ = counted()
    noun = Noun("a")
    answer(noun, 1)
    gone = weakref.ref(noun)
    del noun
    gc.collect()
    assert gone() is None


def test_a_frame_is_known_by_what_it_is_not_by_what_it_says():
    answer = keep(lambda frame, column: [frame[column].sum()])
    frame, same = pd.DataFrame({"a": [1, 2]}), pd.DataFrame({"a": [1, 2]})
    assert answer(frame, "a") is answer(frame, "a")
    assert answer(frame, "a") is not answer(same, "a")


def test_a_noun_in_the_place_of_one_that_is_gone_does_not_inherit_its_answers():
    answer = keep(lambda noun: noun.name)
    assert [answer(Noun(str(number))) for number in range(50)] == [str(number) for number in range(50)]


def test_the_first_answer_goes_when_there_are_too_many(monkeypatch):
    monkeypatch.setattr(geo.tools.keep, "KEPT", 2)
    answer, asked = counted()
    noun = Noun("a")
    for number in (1, 2, 3, 2, 3, 1):
        answer(noun, number)
    assert [number for _, number, _ in asked] == [1, 2, 3, 1]


def test_a_refusal_is_not_kept():
    tries = []

    @keep
    def refuse(noun):
        tries.append(noun)
        raise ValueError

    noun = Noun("a")
    for _ in range(2):
        try:
            refuse(noun)
        except ValueError:
            continue
    assert len(tries) == 2


def test_a_kept_function_keeps_its_name_and_its_words():
    @keep
    def named(noun):
        """Words."""

    assert (named.__name__, named.__doc__) == ("named", "Words.")


def test_many_threads_get_right_answers(monkeypatch):
    monkeypatch.setattr(geo.tools.keep, "KEPT", 3)
    answer, _ = counted()
    noun, wrong = Noun("a"), []

    def ask():
        wrong.extend(n for n in range(200) if answer(noun, n % 7) != ["a", n % 7, False])

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
