"""Mirror: what staff see of the service beside what customers meet, and what was promised."""

from ripple_sim.app.pages.mirror.page import MirrorPage
from ripple_sim.app.pages.registry import Page, mark

PAGE = Page(path="mirror", label=mark("Mirror"), icon="compare", order=30, component=MirrorPage)
