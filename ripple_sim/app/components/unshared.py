"""What is said of a company that an address can't bring along."""

from __future__ import annotations

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.download import Download
from ripple_sim.app.session.company import fits_into_an_address
from ripple_sim.app.shell.visiting import use_words
from ripple_sim.app.words.catalogue import refusal
from ripple_sim.scenario.files import to_toml
from ripple_sim.scenario.schema import Scenario
from ripple_sim.wording import Phrase


@solara.component
def Unshared(base: Scenario, refused: Phrase | None) -> None:
    """Draw why an address's company isn't shown, and that this one's address can't carry it.

    Parameters
    ----------
    base
        The company that is shown.
    refused
        Why the one that the address asks for isn't; None where it is, or none is asked for.
    """
    words = use_words()
    saved = solara.use_reactive(0)
    if refused is not None:
        html.element("p", refusal(words, refused), class_="r-notice is-bad", role="alert")
    if fits_into_an_address(base):
        return
    with html.within("div", class_="r-notice r-stack"):
        html.element(
            "p",
            words.say(
                "Your company's file is too large for this page's address. Send the file as "
                "well; it can be opened on Home."
            ),
        )
        with html.within("div", class_="r-row"):
            html.button(
                words.say("The company (TOML)"),
                lambda: saved.set(saved.peek() + 1),
                icon_name="file-download-outline",
                small=True,
            )
        content = to_toml(base, full=True).encode() if saved.value else b""
        Download(f"{base.name}.toml", content, saved.value)
