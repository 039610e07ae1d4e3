"""Answers that are worked out once for as long as the noun they are about is there."""

from __future__ import annotations

from functools import wraps
from threading import Lock
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, TypeVar
from weakref import ref

if TYPE_CHECKING:
    from collections.abc import Callable

Noun = TypeVar("Noun")
Rest = ParamSpec("Rest")
Answer = TypeVar("Answer")

KEPT: Final = 300
"""Answers kept for one noun; the first to come is the first to go."""


def keep(
    function: Callable[Concatenate[Noun, Rest], Answer],
) -> Callable[Concatenate[Noun, Rest], Answer]:
    """Make a pure function remember its answers for each noun that is its first argument.

    The key of the noun is its identity, so it may also be a frame; the other arguments are hashable. With the
    noun go its answers. All callers get the same answer, so nobody may write into it, nor into the noun.
    """
    kept: dict[int, tuple[ref[Noun], dict[Any, Answer]]] = {}
    lock = Lock()

    def list_answers(noun: Noun) -> dict[Any, Answer]:
        name = id(noun)
        if name not in kept:
            kept[name] = ref(noun, lambda _: kept.pop(name, None)), {}
        return kept[name][1]

    @wraps(function)
    def ask(noun: Noun, /, *rest: Rest.args, **named: Rest.kwargs) -> Answer:
        key = (rest, tuple(named.items()))
        with lock:
            answers = list_answers(noun)
            if key in answers:
                return answers[key]
        answer = function(noun, *rest, **named)
        with lock:
            if len(answers) >= KEPT:
                del answers[next(iter(answers))]
            answers[key] = answer
        return answer

    return ask
