"""How the annotator's weights are made: open corpora in, one quantised model out. Needs the extra [train]."""
