"""What every study shares: pairs, ranges, the answer, the results folder, verification."""
