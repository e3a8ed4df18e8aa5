"""What is measured: metrics, the recorder, results."""
