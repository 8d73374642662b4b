"""The page's requests: each answers with the pieces of the page that have changed."""

from __future__ import annotations

import threading
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from nomenklatur.codes import Level, read_code
from nomenklatur.crosswalk import Relation
from nomenklatur.errors import NomenklaturError
from nomenklatur.language import _, ngettext
from nomenklatur.review import words
from nomenklatur.review.standing import State
from nomenklatur.review.views import entry_view, view_of
from nomenklatur.review.web.answers import STAYS, Answer, perform, split_rows
from nomenklatur.review.web.lines import ALL, around, lines_of, listed
from nomenklatur.review.web.pieces import (
    EVERY_LEVEL,
    NO_RESULT,
    Said,
    filters_of,
    pieces_of,
    split_result,
)
from nomenklatur.review.web.rendering import KINDS, render, static

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.datastructures import FormData, QueryParams
    from starlette.requests import Request

    from nomenklatur.codes import Code
    from nomenklatur.review.questions import Question
    from nomenklatur.review.session import Session

    Sent = FormData | QueryParams

HITS: Final = 20
"""Entries that a search shows."""
NOTHING: Final = Said()


@define(eq=False)
class Page:
    """The page of a session.

    Args:
        session: The session.
        command: What to run when the review is over; empty to say nothing.
        stop: Ends the server.
    """

    session: Session
    command: str = ""
    stop: Callable[[], None] = field(default=lambda: None)
    _lock: threading.Lock = field(init=False, factory=threading.Lock)

    def app(self) -> Starlette:
        """The application, without any protection around it."""
        routes = [
            Route("/", self._get(self.whole)),
            Route("/question", self._get(self.question)),
            Route("/queue", self._get(self.queue)),
            Route("/search", self._get(self.search)),
            Route("/changes", self._get(self.changes)),
            Route("/split", self._get(self.split_dialog)),
            Route("/split", self._post(self.split_result), methods=["POST"]),
            Route("/answer", self._post(self.answer), methods=["POST"]),
            Route("/undo", self._post(self.undo), methods=["POST"]),
            Route("/finish", self._post(self.finish), methods=["POST"]),
            Route("/static/{name}", self.file),
        ]
        return Starlette(routes=routes)

    def _get(self, handle: Callable[[Sent], Response]) -> Callable[[Request], Any]:
        async def endpoint(request: Request) -> Response:
            return await run_in_threadpool(self._alone, handle, request.query_params)

        return endpoint

    def _post(self, handle: Callable[[Sent], Response]) -> Callable[[Request], Any]:
        async def endpoint(request: Request) -> Response:
            async with request.form(max_fields=200) as form:
                return await run_in_threadpool(self._alone, handle, form)

        return endpoint

    def _alone(self, handle: Callable[[Sent], Response], sent: Sent) -> Response:
        """Handle one request at a time: a session is one person's.

        What is wrong with the file, which other programs write too, is said and leaves the page.
        """
        with self._lock:
            try:
                return handle(sent)
            except NomenklaturError as problem:
                said = {"said": "", "left": "", "error": str(problem), "oob": True}
                return _html("said.html", headers={"HX-Reswap": "none"}, **said)

    # -- what is asked ------------------------------------------------------------------------

    def whole(self, sent: Sent) -> Response:
        """The whole page."""
        self.session.refresh()
        question = self._asked(sent)
        translation = self.session.queue.translation
        plan = translation.plan
        source = translation.source.id if translation.source is not None else ""
        return _html(
            "page.html",
            **pieces_of(self.session, question, _text(sent, "show"), NOTHING),
            title=plan.title or plan.office or plan.source,
            file_name=PurePath(plan.source).name,
            route=f"{source} → {translation.target.id}",
            oob=False,
            keys=words.key_help(),
            file=self.session.log.path,
            author=self.session.author,
            **filters_of(translation),
        )

    def question(self, sent: Sent) -> Response:
        """A question, and the queue in which it is marked."""
        self.session.refresh()
        return self._changed(self._asked(sent), _text(sent, "show"))

    def queue(self, sent: Sent) -> Response:
        """A page of the queue."""
        page = _number(sent, "page")
        lines = lines_of(self.session, _text(sent, "show"), self._asked(sent), page)
        return _html("queue.html", queue=lines, oob=False)

    def changes(self, sent: Sent) -> Response:
        """Queue and progress if somebody decided meanwhile; else nothing."""
        self.session.refresh()
        if _text(sent, "known") == self.session.mark:
            return Response(status_code=204)
        lines = lines_of(
            self.session, _text(sent, "show"), self._asked(sent), _number(sent, "page")
        )
        return _html("changes.html", queue=lines, progress=self.session.progress, oob=True)

    def search(self, sent: Sent) -> Response:
        """Entries of the whole catalog."""
        translation = self.session.queue.translation
        text, level = _text(sent, "text"), _text(sent, "level")
        found = translation.target.search(
            text,
            level=None if level in {"", EVERY_LEVEL} else Level(level),
            bidang=_code(_text(sent, "bidang")),
            authority=translation.authority,
            limit=HITS,
        )
        question = self._asked(sent)
        lead = None if question is None else question.lead
        hits = [(hit, entry_view(hit.entry, translation, lead)) for hit in found]
        said = ngettext("{n} entry", "{n} entries", len(hits)).format(n=len(hits))
        if len(hits) == HITS:
            said = _("the best {n} entries; more words find fewer").format(n=HITS)
        return _html("hits.html", hits=hits, found=said if text.strip() else "")

    def split_dialog(self, sent: Sent) -> Response:
        """The form of a split: empty, or with another row."""
        question = self._asked(sent)
        if question is None:
            return Response(status_code=404)
        view = view_of(question, self.session.queue.translation)
        candidates = [str(one.entry.code) for one in view.candidates[:2]]
        parts = split_rows(
            _rows(sent, question),
            candidates,
            added=_text(sent, "add"),
            size=_number(sent, "more") or 2,
        )
        column = self.session.queue.column
        return _html(
            "split.html",
            q=question.number,
            seen=_text(sent, "seen") or self.session.version(question),
            name=question.name,
            amount=question.money(column),
            column=column,
            by=_text(sent, "by"),
            known=view.candidates,
            parts=parts,
            **NO_RESULT,
        )

    def split_result(self, sent: Sent) -> Response:
        """What each target of a split would get."""
        answer = self._answer(sent)
        if answer is None:
            return Response(status_code=404)
        return _html("split_result.html", **split_result(self.session, answer))

    def answer(self, sent: Sent) -> Response:
        """Take an answer; the next question comes."""
        show = _text(sent, "show")
        answer = self._answer(sent)
        if answer is None:
            unknown = Said(error=_("there is no such question"))
            return self._changed(self._asked(sent), show, unknown)
        try:
            step = perform(self.session, answer)
        except NomenklaturError as problem:
            if answer.act == "split":
                result = {**NO_RESULT, "error": str(problem)}
                headers = {"HX-Retarget": "#split-result", "HX-Reswap": "outerHTML"}
                return _html("split_result.html", headers=headers, **result)
            refused = Said(error=str(problem), note=answer.note)
            return self._changed(answer.question, show, refused)
        said = Said(words.step_text(step, self.session))
        return self._changed(self._after(answer, show), show, said, answered=True)

    def undo(self, sent: Sent) -> Response:
        """Take the last answer back, and show what it was about."""
        show = _text(sent, "show")
        try:
            step = self.session.undo()
        except NomenklaturError as problem:
            return self._changed(self._asked(sent), show, Said(error=str(problem)))
        said = Said(words.step_text(step, self.session))
        return self._changed(step.questions[0], show, said, answered=True)

    def finish(self, sent: Sent) -> Response:
        """Say how the review ended, then end."""
        del sent
        self.session.refresh()
        said = words.summary(self.session, self.command)
        response = _html("done.html", summary=said)
        response.background = BackgroundTask(self.stop)
        return response

    async def file(self, request: Request) -> Response:
        """One of the page's own files."""
        name = request.path_params["name"]
        data = static(name)
        if data is None:
            return Response(status_code=404)
        return Response(data, media_type=KINDS[name])

    # -- the pieces ---------------------------------------------------------------------------

    def _asked(self, sent: Sent) -> Question | None:
        """The question that is asked for; by default the next open one, else the first."""
        questions = self.session.queue.questions
        number = _number(sent, "q")
        if number is not None and 0 <= number < len(questions):
            return questions[number]
        return self.session.next_open() or next(iter(questions), None)

    def _answer(self, sent: Sent) -> Answer | None:
        number = _number(sent, "q")
        if number is None or not 0 <= number < len(self.session.queue):
            return None
        return Answer(
            self.session.queue.questions[number],
            _text(sent, "act"),
            Relation.BROAD if _text(sent, "relation") == "broad" else Relation.EXACT,
            _text(sent, "note"),
            _text(sent, "kin") == "1",
            _text(sent, "seen"),
            tuple(_texts(sent, "code")),
            tuple(_texts(sent, "share")),
            _text(sent, "by"),
        )

    def _after(self, answer: Answer, show: str) -> Question:
        """The question to show when one was answered."""
        here = answer.question
        if answer.act in STAYS:
            return here
        if show in {State.DECIDED.value, ALL}:
            _before, behind = around(self.session, show, here)
            return here if behind is None else self.session.queue.questions[behind]
        if show == State.FLAGGED.value and (flagged := listed(self.session, show)):
            return next((one for one in flagged if one.number > here.number), flagged[0])
        return self.session.next_open(here.number) or here

    def _changed(
        self, question: Question | None, show: str, said: Said = NOTHING, *, answered: bool = False
    ) -> HTMLResponse:
        """A question, and all that is around it."""
        return _html(
            "answered.html",
            headers={"HX-Trigger-After-Settle": "answered"} if answered else None,
            **pieces_of(self.session, question, show, said),
            oob=True,
        )


def _html(
    template: str,
    *,
    headers: Mapping[str, str] | None = None,
    **context: Any,  # noqa: ANN401 - what a template shows
) -> HTMLResponse:
    return HTMLResponse(render(template, **context), headers=dict(headers or {}))


def _rows(sent: Sent, question: Question) -> list[tuple[str, str]]:
    """The codes and shares of a split as typed, unless they were typed for another question."""
    if _text(sent, "of") not in {"", str(question.number)}:
        return []
    return list(zip(_texts(sent, "code"), _texts(sent, "share"), strict=False))


def _text(sent: Sent, name: str) -> str:
    """A field; the last of several, as a form may be sent along with the page's own."""
    values = _texts(sent, name)
    return values[-1] if values else ""


def _texts(sent: Sent, name: str) -> list[str]:
    return [value for value in sent.getlist(name) if isinstance(value, str)]


def _number(sent: Sent, name: str) -> int | None:
    text = _text(sent, name)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004 - no plan has so many


def _code(text: str) -> Code | None:
    return read_code(text).code if text else None
