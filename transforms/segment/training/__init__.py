"""How the weights of the sentence scorer are made."""
