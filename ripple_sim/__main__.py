"""Lets ``python -m ripple_sim`` do what ``ripple`` does."""

from ripple_sim.cli import main

if __name__ == "__main__":
    main()
