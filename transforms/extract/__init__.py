"""extract: what a document says, from its parse."""
