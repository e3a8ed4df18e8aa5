"""What a user writes: companies, markets, behaviour, interventions, and the files that hold them."""
