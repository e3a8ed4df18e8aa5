"""The application that serves the page: settings, guards, errors, start and stop."""
