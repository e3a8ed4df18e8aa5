"""What users rely on, whatever the parameters: each file holds one guarantee."""
