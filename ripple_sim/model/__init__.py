"""The running company: records, population, networks, randomness, the week, agents."""
