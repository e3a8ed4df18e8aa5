"""Lessons and challenges: data files to copy and edit, lived as paired runs, without a browser."""
