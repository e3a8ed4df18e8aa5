"""Tests of lessons and challenges, without a browser."""
