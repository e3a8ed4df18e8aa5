"""Speed and memory, as far as possible as ratios within one run; `make bench` prints the tables."""
