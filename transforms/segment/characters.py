"""Characters as the segmenter sees them: one small class a code point, and a lower-casing table."""

from functools import cache

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint32]
Classes = npt.NDArray[np.uint8]

OTHER, SPACE, NEWLINE, LOWER, UPPER, LETTER, DIGIT = range(7)

STOPS = ".!?…‼⁇⁈⁉。！？"
QUOTES = "\"“”„‟«»‘’‚‛'`´″"
CLOSERS = "\"”»’'`´″)]}›*_"
OPENERS = "\"“„‟«‘‚‛'`(‹[{<*_¿¡"
DASHES = "-–—―‒⁃−"
BULLETS = "•·●◦‣▪■◆➢►★*#>"

_PLANE = 0x10000  # Code points past the basic plane share the class of its last one: OTHER.


@cache
def class_table() -> Classes:
    """The class of each code point of the basic multilingual plane."""
    table = np.full(_PLANE, OTHER, dtype=np.uint8)
    for code in range(_PLANE):
        character = chr(code)
        if character.isspace():
            table[code] = NEWLINE if character in "\n\v\f\x85\u2028\u2029" else SPACE
        elif character.isalpha():
            table[code] = LOWER if character.islower() else UPPER if character.isupper() else LETTER
        elif character.isdigit():
            table[code] = DIGIT
    return table


@cache
def lower_table() -> Codes:
    """Each code point of the plane in lower case, where that is one code point too; ’ as the apostrophe."""
    lowered = [chr(code).lower() for code in range(_PLANE)]
    table = np.array([ord(low) if len(low) == 1 else code for code, low in enumerate(lowered)], np.uint32)
    table[ord("’")] = ord("'")
    return table


@cache
def membership(characters: str) -> npt.NDArray[np.bool_]:
    """A table that is true at the given characters."""
    table = np.zeros(_PLANE, dtype=np.bool_)
    table[[ord(character) for character in characters]] = True
    return table


def is_one_of(characters: str, codes: Codes) -> npt.NDArray[np.bool_]:
    """Which code points are among ``characters``."""
    return membership(characters).take(codes, mode="clip")


def classes_of(codes: Codes) -> Classes:
    """The class of each code point."""
    return class_table().take(codes, mode="clip")
