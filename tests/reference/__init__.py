"""The week once more, as plain Python on ordinary Mesa agents; slow, and written to be read.

It shares with ``ripple_sim`` only the scenario and the list of decisions. The tests hold the
compiled engine to it.
"""
