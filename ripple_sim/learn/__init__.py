"""Lessons and challenges: data files to copy and edit, run as pairs, without a browser."""
