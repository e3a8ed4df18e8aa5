"""The chain, one link a file.

A rule is a small function on records (a customer, an employee, a unit ...) that changes the first
record it is given. Uniform draws come in as arguments; a rule never draws. In equations
``x: toward target in weeks`` stands for ``relax_toward(x, target, weeks)``, which moves ``x`` a
``1/weeks`` part of the way to the target, and ``clip01(x)`` holds ``x`` between 0 and 1.
"""
