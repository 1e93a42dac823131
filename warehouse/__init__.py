"""Where the data rests: the tables' one definition, checks, writing, publishing, the catalogue, SQL."""
