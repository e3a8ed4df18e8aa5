"""Both sides in the whole company: the figures, and what they rest on."""

from __future__ import annotations

import solara

from ripple_sim.app.components.information_mark import RestsOn
from ripple_sim.app.components.tiles import Tile, Tiles
from ripple_sim.app.pages.mirror.two_sides import apart, read
from ripple_sim.app.session.mirror import CUSTOMERS_VIEW, STAFF_VIEW, Mirror
from ripple_sim.app.session.provenance import of_metric, of_path
from ripple_sim.app.shell.visiting import use_words
from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.scenario.schema import Scenario


@solara.component
def Whole(base: Scenario, mirror: Mirror) -> None:
    """Draw the figures of the whole company, and what each rests on."""
    words = use_words()
    promise = mirror.promise
    hundred = words.say("of 100")
    Tiles(
        [
            Tile(
                STAFF_VIEW,
                words.say("Service as staff see it"),
                read(words, mirror.whole.staff),
                hundred,
                words.say("staff at the centre included") if base.company.structure.central_staff else "",
            ),
            Tile(
                CUSTOMERS_VIEW,
                words.say("Customers' satisfaction"),
                read(words, mirror.whole.customers),
                hundred,
                apart(words, mirror.whole.gap),
            ),
            Tile(
                "met",
                words.say("Service that customers experience"),
                read(words, promise.met),
                hundred,
                words.say(
                    "promised {promised}, expected {expected}",
                    promised=read(words, promise.promised),
                    expected=read(words, promise.expected),
                ),
            ),
            Tile(
                "values",
                words.say("Values that customers feel"),
                read(words, promise.delivered),
                hundred,
                words.say(
                    "announced {announced}, practised {lived}",
                    announced=read(words, promise.announced),
                    lived=read(words, promise.lived),
                ),
            ),
        ],
        words.say("Both sides in the whole company, the last quarter (13 weeks)"),
    )
    names = (STAFF_VIEW, CUSTOMERS_VIEW, "service_quality", "expectation")
    known = [of_metric(BY_NAME[name]) for name in names]
    levers = ("promise", "announced_values", "lived_values")
    known += [found for name in levers if (found := of_path(base, "company", "practices", name, "level")) is not None]
    RestsOn(known)
