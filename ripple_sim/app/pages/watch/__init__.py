"""Watch: a company lives, a lever is moved, and the ripple is seen beside the untouched twin."""

from ripple_sim.app.pages.registry import Door, Page, mark
from ripple_sim.app.pages.watch.page import Watch

PAGE = Page(
    path="watch",
    label=mark("Watch"),
    icon="play-circle-outline",
    order=10,
    component=Watch,
    door=Door(
        mark("Watch the ripple"), mark("Move a lever in a simulated company and see whom it reaches, week by week.")
    ),
)
