"""A brief's content with its sentences: what every format shows."""

from __future__ import annotations

from ripple_sim.briefs import messages
from ripple_sim.briefs.content import BriefContent
from ripple_sim.scenario.accepted import WORDS
from ripple_sim.scenario.arguments import takes
from ripple_sim.wording import ENGLISH, Wording


class BriefPage(BriefContent):
    """One page about a plan: the numbers of :class:`ripple_sim.briefs.content.BriefContent`, said."""

    @property
    def title(self) -> str:
        """Plan and company in one line."""
        return messages.title(self)

    @property
    def question(self) -> str:
        """What is asked."""
        return messages.question(self)

    @takes(words=WORDS)
    def say(self, *, words: Wording = ENGLISH) -> str:
        """Return the answer, with what most of it comes from where that is known.

        A brief is written in English, as the folder is that it is made of.
        """
        return messages.answer(self)

    @property
    def done(self) -> tuple[str, ...]:
        """What the plan does, one sentence for each intervention."""
        return messages.done(self)

    @property
    def limits(self) -> tuple[str, ...]:
        """Assumptions and limits, one sentence each."""
        return messages.limits(self)

    @property
    def origin(self) -> tuple[tuple[str, str], ...]:
        """Seed, versions and hashes: names and values."""
        return messages.origin(self)
