"""Settings for all tests."""

import os

from hypothesis import settings

# In CI a failure must be a change's fault, not the day's examples'.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("local", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "local")
