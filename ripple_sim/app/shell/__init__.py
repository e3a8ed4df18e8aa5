"""What stands around every page: the masthead, the way between pages, the error boundary."""
