"""annotate: sentences to tokens in Universal Dependencies terms, and to names."""
