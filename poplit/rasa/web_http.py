"""Requests and answers of the web chat: what is let in, and the promise that everything gets a sentence back."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from rasa.core.agent import Agent
from sanic import Sanic
from sanic.exceptions import InvalidUsage, PayloadTooLarge
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from poplit.failures import log_failure
from poplit.rasa.replies import said
from poplit.rasa.web_guard import from_this_site
from poplit.rasa.web_tracker import NO_STATE

logger = logging.getLogger(__name__)

COOKIE = "poplit_conversation"
MOST_BYTES = 8192

Handler = Callable[..., Awaitable[HTTPResponse]]


class Refused(Exception):
    """A request that gets a plain sentence (named as in texts.json) instead of a turn."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


class NotReady(Exception):
    """The model is still loading. The page is there already, and says so."""


def answer(content: dict[str, Any], status: int = 200) -> HTTPResponse:
    """A JSON answer that nothing on the way may keep."""
    return json_response(content, status=status, headers={"Cache-Control": "no-store"}, dumps=json.dumps)


def unanswered(sentence: str, before: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """The answer when the bot gave none: what was said before that, for it may be a warning, and a safe sentence."""
    return {"replies": [*(before or []), said({"text": sentence})], "state": dict(NO_STATE), "failed": True}


def in_words(error: Exception, say: dict[str, str]) -> tuple[int, dict[str, Any]]:
    """The status and the content that answer a request which ended in this error."""
    if isinstance(error, Refused):
        return error.status, {"error": say[error.sentence]}
    if isinstance(error, InvalidUsage):
        return 400, {"error": say["not_understood"]}
    if isinstance(error, NotReady):
        return 200, {**unanswered(say["loading"]), "loading": True}
    log_failure(logger, "A request of the web chat", error)
    return 200, unanswered(say["trouble"])


def safely(handler: Handler, say: dict[str, str]) -> Handler:
    """Answers every request with JSON and a sentence, whatever fails."""

    @wraps(handler)
    async def answers(request: Request, **path: str) -> HTTPResponse:
        try:
            return await handler(request, **path)
        except Exception as error:
            status, content = in_words(error, say)
            return answer(content, status)

    return answers


def agent_of(app: Sanic) -> Agent:
    """The running assistant. Raises NotReady while its model is loading."""
    agent = getattr(app.ctx, "agent", None)
    if agent is None or not agent.is_ready():
        raise NotReady
    return agent


def signed_id(request: Request, embedded: bool | None = None) -> str | None:
    """The signed conversation id that a request brings: an embedded page's token, else the cookie; `embedded` says which counts."""
    token = request.headers.get("authorization")
    if embedded or (embedded is None and token is not None):
        return (token or "").partition(" ")[2]  # after "Bearer"; a wrong token is no reason to take the cookie
    return request.cookies.get(COOKIE)


def check_site(request: Request) -> None:
    """Refuses what another site's page sends with this visitor's cookie."""
    headers = request.headers
    if not from_this_site(headers.get("origin"), request.host, headers.get("sec-fetch-site")):
        raise Refused(403, "other_site")


async def receive(request: Request, most: int = MOST_BYTES) -> None:
    """Reads the body of a request, no further than its limit (Rasa's own is 100 MB)."""
    request.stream.request_max_size = most
    try:
        await request.receive_body()
    except PayloadTooLarge:
        raise Refused(413, "too_long") from None


async def read_body(request: Request) -> dict[str, Any]:
    """The JSON object of a request from this site."""
    await receive(request)
    check_site(request)
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise Refused(415, "not_understood")
    try:
        body = json.loads(request.body or b"{}")
    except (ValueError, RecursionError):
        raise Refused(400, "not_understood") from None
    if not isinstance(body, dict):
        raise Refused(400, "not_understood")
    return body


def set_cookie(request: Request, response: HTTPResponse, signed: str) -> None:
    """Hands over a conversation in a cookie that scripts and other sites never see, for this browser session only."""
    response.cookies[COOKIE] = signed
    response.cookies[COOKIE]["httponly"] = True
    response.cookies[COOKIE]["samesite"] = "Strict"
    # Behind a proxy the last hop is plain http; believing the header can only make the cookie stricter.
    if "https" in (request.scheme, request.headers.get("x-forwarded-proto")):
        response.cookies[COOKIE]["secure"] = True
