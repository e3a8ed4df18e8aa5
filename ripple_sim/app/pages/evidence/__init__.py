"""Evidence: published facts beside the model, misses first, and twelve ways to be fooled."""

from ripple_sim.app.pages.evidence.page import Evidence
from ripple_sim.app.pages.registry import Page, mark

PAGE = Page(path="evidence", label=mark("Evidence"), icon="scale-balance", order=40, component=Evidence)
