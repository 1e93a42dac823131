"""read: the bytes of a file to raw articles, one module a format."""
