"""Studies of many runs: what varies, the points, the runs, and what came of them."""
