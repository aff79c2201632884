"""From exceptions to answers: which handler the application calls for what went wrong."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from services.kernel.deciders import RuleViolation
from services.kernel.logging import get_logger
from services.kernel.pages.problem_page import answer_in_words
from services.kernel.problems import (
    FieldError,
    Problem,
    command_reused,
    from_http,
    from_rule,
    from_validation,
    invalid_input,
    unavailable,
)
from services.kernel.wording import FALLBACK

log = get_logger()


async def answer_problem(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, Problem)
    return answer_in_words(request, problem)


def answering(problem_of: Callable[[Any], Problem]) -> Callable[[Request, Exception], Awaitable[Response]]:
    """A handler that answers with the problem that ``problem_of`` makes of the exception."""

    async def answer(request: Request, error: Exception) -> Response:
        return answer_in_words(request, problem_of(error))

    return answer


async def answer_rule(request: Request, broken: Exception) -> Response:
    assert isinstance(broken, RuleViolation)
    return answer_in_words(request, from_rule(broken))


async def answer_validation(request: Request, invalid: Exception) -> Response:
    assert isinstance(invalid, RequestValidationError)
    return answer_in_words(request, from_validation(invalid))


async def answer_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return answer_in_words(request, from_http(error))


async def answer_unavailable(request: Request, error: Exception) -> Response:
    log.warning("database_unreachable", exc_info=error)
    return answer_in_words(request, unavailable())


async def answer_unstorable(request: Request, error: Exception) -> Response:
    """The database refused a value that no rule above it had caught: the caller's input, and our omission."""
    log.warning("request_failed", exc_info=error)
    return answer_in_words(request, invalid_input([FieldError("body", FALLBACK)]))


async def answer_reused(request: Request, _error: Exception) -> Response:
    return answer_in_words(request, command_reused())
