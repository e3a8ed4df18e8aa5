"""Learn: the chain in six short lessons, and three challenges."""

from ripple_sim.app.pages.learn.page import Learn
from ripple_sim.app.pages.registry import Door, Page, mark

PAGE = Page(
    path="learn",
    label=mark("Learn"),
    icon="school-outline",
    order=50,
    component=Learn,
    door=Door(
        mark("Learn the chain"), mark("Six short lessons: predict, run, compare, explain. Then three challenges.")
    ),
)
