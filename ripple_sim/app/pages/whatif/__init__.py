"""What if: plans on a timeline, compared with going on as before, with ranges, and why."""

from ripple_sim.app.pages.registry import Door, Page, mark
from ripple_sim.app.pages.whatif.page import WhatIfPage

PAGE = Page(
    path="whatif",
    label=mark("What if"),
    icon="source-branch",
    order=20,
    component=WhatIfPage,
    door=Door(mark("Ask what if"), mark("Choose or write a plan, and see what it brings, when, how surely, and why.")),
)
