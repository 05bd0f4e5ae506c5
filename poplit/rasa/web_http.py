"""Requests and answers of the web chat: what is let in, and the promise that everything gets a sentence back."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from sanic.exceptions import InvalidUsage, PayloadTooLarge
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from poplit.failures import log_failure
from poplit.rasa.web_guard import from_this_site

logger = logging.getLogger(__name__)

COOKIE = "poplit_conversation"
MOST_BYTES = 8192

Handler = Callable[..., Awaitable[HTTPResponse]]


class Refused(Exception):
    """A request that gets a plain sentence (named as in texts.json) instead of a turn."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


def answer(content: dict[str, Any], status: int = 200) -> HTTPResponse:
    """A JSON answer that nothing on the way may keep."""
    return json_response(content, status=status, headers={"Cache-Control": "no-store"}, dumps=json.dumps)


def safely(handler: Handler, say: dict[str, str], trouble: Callable[[], dict[str, Any]]) -> Handler:
    """Answers every request with JSON and a sentence, whatever fails."""

    @wraps(handler)
    async def answers(request: Request, **path: str) -> HTTPResponse:
        try:
            return await handler(request, **path)
        except Refused as refusal:
            return answer({"error": say[refusal.sentence]}, refusal.status)
        except InvalidUsage:
            return answer({"error": say["not_understood"]}, 400)
        except Exception as error:
            log_failure(logger, "A request of the web chat", error)
            return answer(trouble())

    return answers


def check_site(request: Request) -> None:
    """Refuses what another site's page sends with this visitor's cookie."""
    headers = request.headers
    if not from_this_site(headers.get("origin"), request.host, headers.get("sec-fetch-site")):
        raise Refused(403, "other_site")


async def read_body(request: Request) -> dict[str, Any]:
    """The JSON object of a request from this site, read no further than its limit (Rasa's own is 100 MB)."""
    request.stream.request_max_size = MOST_BYTES
    try:
        await request.receive_body()
    except PayloadTooLarge:
        raise Refused(413, "too_long") from None
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
