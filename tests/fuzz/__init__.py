"""Fuzzing: what generated input makes of readers, cleaning and the pipeline; -m long runs it at length."""
