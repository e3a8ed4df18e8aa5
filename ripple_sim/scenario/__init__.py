"""What a user writes: companies, markets, behaviour, interventions, and their files."""
