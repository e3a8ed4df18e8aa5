"""Home: the chain with a company's numbers on it, doors to the pages, another company."""

from ripple_sim.app.pages.home.page import Home
from ripple_sim.app.pages.registry import Page, mark

PAGE = Page(path="", label=mark("Home"), icon="home-outline", order=0, component=Home)
