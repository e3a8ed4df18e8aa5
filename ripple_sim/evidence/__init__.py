"""Published facts about the chain, and how the model shows each of them."""
