"""The pages, one folder each; a folder with a ``PAGE`` is all it takes."""
