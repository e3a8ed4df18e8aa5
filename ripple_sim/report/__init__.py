"""What is shown: tables, figures, results folders."""
