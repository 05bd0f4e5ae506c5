"""The summary of a visitor's own conversation, as a file to save. It is made for the request and kept nowhere."""

from __future__ import annotations

import asyncio
from datetime import datetime

from rasa.shared.core.trackers import DialogueStateTracker
from sanic.response import HTTPResponse

from poplit.case import Case
from poplit.knowledge import load
from poplit.rasa.web_http import Refused
from poplit.summary import gather
from poplit.summary.forms import FORMS, made_as


class SummaryFiles:
    """Sets summaries one at a time: a PDF takes a tenth of a second of the processor, and many at once would slow every talk."""

    def __init__(self) -> None:
        self._alone = asyncio.Lock()

    async def make(self, tracker: DialogueStateTracker | None, form: str) -> HTTPResponse:
        """The summary as a download. Refuses a form that does not exist, and a conversation in which nothing was said yet."""
        if form not in FORMS:
            raise Refused(404, "not_understood")
        case = Case.from_json(tracker.get_slot("case") if tracker else None)
        if not case.said:
            raise Refused(409, "no_summary")
        async with self._alone:
            content = await asyncio.to_thread(_content, form, case)
        headers = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="poplit-summary.{FORMS[form].ending}"'}
        return HTTPResponse(content, content_type=FORMS[form].media_type, headers=headers)


def _content(form: str, case: Case) -> bytes:
    kb = load()
    return made_as(form, kb, gather(kb, case, datetime.now().astimezone()))
