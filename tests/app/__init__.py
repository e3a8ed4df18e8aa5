"""Tests of the page; the ones in a browser share one server and one browser."""
