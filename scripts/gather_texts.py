"""Gathers the page's texts into ripple_sim/app/words/locale/ripple_sim.pot."""

from ripple_sim.app.words.gathering import gathered, write_template

if __name__ == "__main__":
    print(f"{len(gathered())} texts written to {write_template()}")
