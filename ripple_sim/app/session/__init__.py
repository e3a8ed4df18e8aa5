"""What one visitor does, without a browser: a company, its untouched twin, plans and studies."""

from ripple_sim.app.session.visit import Visit

__all__ = ["Visit"]
