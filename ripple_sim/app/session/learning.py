"""Lessons and challenges of one visitor: those of the package, own files, and what was lived."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ripple_sim.app.session.room import TAUGHT, beyond
from ripple_sim.app.session.visit import Visit
from ripple_sim.learn.challenge import Challenge
from ripple_sim.learn.debriefing import Debrief, debrief
from ripple_sim.learn.game import Game, Seen, game_of, look
from ripple_sim.learn.lesson import Lesson
from ripple_sim.learn.lesson_run import LessonResult, live
from ripple_sim.learn.progress import Progress, Said, from_text
from ripple_sim.learn.texts import challenge_names, lesson_names, load_challenge, load_lesson, parse
from ripple_sim.model.settling import SettledCache
from ripple_sim.scenario.files import load
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import Scenario

Tell = Callable[[int, int], None]
MOST_OWN = 20
LESSON, QUARTER_RUN, DEBRIEF = "lesson", "quarter", "debrief"
# Settled companies are never changed; the worker that lives a quarter may live the next one.
_SETTLED = SettledCache(most=6)


def run_lesson(lesson: Lesson, seed: int, tell: Tell) -> LessonResult:
    """Live a lesson's pairs, in a worker process."""
    return live(lesson, tell, seed=seed)


def look_on(challenge: Challenge, code: str, seed: int, tell: Tell) -> Seen:
    """Live a player's company up to the quarter to be decided, in a worker process."""
    return look(game_of(challenge, code), tell, seed=seed, settled=_SETTLED)


def debrief_game(challenge: Challenge, code: str, seed: int, tell: Tell) -> Debrief:
    """Score a game and explain it, in a worker process."""
    return debrief(game_of(challenge, code), tell, seed=seed)


class Learning:
    """What a visitor learns with; one for each visit, by ``visit.keep(Learning)``.

    Attributes
    ----------
    lessons, challenges
        By name, in their order; opened files come last, or in the place of their name.
    own
        The names of those that came from files.
    """

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self.lessons = {name: load_lesson(name) for name in lesson_names()}
        self.challenges = {name: load_challenge(name) for name in challenge_names()}
        self.own: set[str] = set()

    def open_text(self, text: str, name: str) -> Lesson | Challenge | Progress:
        """Open a lesson, a challenge, or what somebody kept of their progress.

        Raises
        ------
        RippleError
            When it is none of these, or asks for more than a page can live in time.
        """
        where = f"'{name}'"
        if 'kind = "progress"' in text:
            return self.checked(from_text(text, where))
        taught = parse(text, where)
        _refuse_large(taught, where)
        if len(self.own) >= MOST_OWN:
            raise RippleError("{most} files are open already; reload the page to start again", most=MOST_OWN)
        if isinstance(taught, Lesson):
            self.lessons[taught.name] = taught
        else:
            self.challenges[taught.name] = taught
        self.own.add(taught.name)
        return taught

    def checked(self, progress: Progress) -> Progress:
        """Return progress with what doesn't fit the lessons and challenges that are open left out.

        What is said of files that aren't open stays as it is.
        """
        said = {
            name: _allowed(self.lessons[name], one) if name in self.lessons else one
            for name, one in progress.said.items()
        }
        games = {name: code for name, code in progress.games.items() if self._fits(name, code)}
        return Progress(progress.open, said, games)

    def _fits(self, name: str, code: str) -> bool:
        if name not in self.challenges:
            return True
        try:
            game_of(self.challenges[name], code)
        except RippleError:
            return False
        return True

    def game(self, challenge: Challenge, progress: Progress) -> Game:
        """Return a challenge's game as far as it is played."""
        return game_of(challenge, progress.games.get(challenge.name, ""))

    def currency(self, challenge: Challenge) -> str:
        """Return the currency of a challenge's company."""
        return load(challenge.base).currency

    # ------------------------------------------------------------------ what is lived

    def lived(self, lesson: Lesson) -> LessonResult | None:
        """Return what a lesson's run gave, if it was lived last."""
        result = self._result(LESSON)
        return result if isinstance(result, LessonResult) and result.lesson == lesson else None

    def seen(self, game: Game) -> Seen | None:
        """Return what is seen of a game's company, if it was lived that far."""
        result = self._result(QUARTER_RUN)
        fits = isinstance(result, tuple) and result[0] == game.challenge
        return result[1] if fits and result[1].code == game.code() else None

    def debriefed(self, game: Game) -> Debrief | None:
        """Return a game's debrief, if it is there."""
        result = self._result(DEBRIEF)
        fits = isinstance(result, tuple) and result[0] == game.challenge
        return result[1] if fits and result[1].code == game.code() else None

    def _result(self, name: str) -> Any:
        job = self._visit.jobs[name]
        return job.result if job is not None and job.state == "done" else None

    def run_lesson(self, lesson: Lesson) -> None:
        """Begin to live a lesson's pairs."""
        self._start(LESSON, run_lesson, lesson)

    def run_quarter(self, game: Game) -> None:
        """Begin to live a game's company up to the quarter to be decided."""
        self._start(QUARTER_RUN, _looked, game.challenge, game.code())

    def run_debrief(self, game: Game) -> None:
        """Begin to score a game that is over."""
        self._start(DEBRIEF, _debriefed, game.challenge, game.code())

    def _start(self, name: str, function: Callable[..., Any], *given: Any) -> None:
        visit = self._visit
        visit.jobs.start(name, function, *given, visit.seed, when_changed=visit.tell)
        visit.tell()


def _looked(challenge: Challenge, code: str, seed: int, tell: Tell) -> tuple[Challenge, Seen]:
    return challenge, look_on(challenge, code, seed, tell)


def _debriefed(challenge: Challenge, code: str, seed: int, tell: Tell) -> tuple[Challenge, Debrief]:
    return challenge, debrief_game(challenge, code, seed, tell)


def _allowed(lesson: Lesson, said: Said) -> Said:
    """Return what was said, held within a lesson's options and answers; no answer without both."""
    predicted = said.predicted if said.predicted <= len(lesson.predict.options) else 0
    answered = said.answered if predicted and said.answered <= len(lesson.question.answers) else 0
    return Said(predicted, answered)


def _refuse_large(taught: Lesson | Challenge, where: str) -> None:
    base = load(taught.base)
    worlds: list[Scenario] = (
        [taught.plan(()).baseline(base)]
        if isinstance(taught, Challenge)
        else [plan.applied(base) for plan in taught.plans]
    )
    for world in worlds:
        for size, most in beyond(world, taught.weeks, TAUGHT):
            raise RippleError(
                "{file} has {size}, and Learn takes at most {most}; make the company smaller in context",
                file=where,
                size=size,
                most=most,
            )
