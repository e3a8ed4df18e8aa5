"""The chain, one link a file.

A rule is a small function on records (a customer, an employee, a unit ...) that changes the first
record it is given. Uniform draws come in as arguments; a rule never draws. Equations use these
words: ``toward(x, target, weeks)`` moves ``x`` a ``1/weeks`` part of the way to ``target``.
"""
