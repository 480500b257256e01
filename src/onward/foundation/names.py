"""Names made comparable: the same name, written by two schools, should come out the same.

Case, accents, apostrophes, hyphens, full stops and spacing do not count. Spelling does: Mac and Mc,
or Ann and Anne, stay apart, for two spellings are evidence and not proof.
"""

import re
import unicodedata

_APOSTROPHE_LIKE = str.maketrans(
    dict.fromkeys("`\u00b4\u2018\u2019\u201b\u02b9\u02bb\u02bc\u02bd\u2032\uff07", "'")
)
_LETTERS_WITHOUT_DECOMPOSITION = str.maketrans(
    {
        "\u00e6": "ae",  # ae ligature
        "\u0153": "oe",  # oe ligature
        "\u00f8": "o",  # o with stroke
        "\u0142": "l",  # l with stroke
        "\u0111": "d",  # d with stroke
        "\u0127": "h",  # h with stroke
        "\u0131": "i",  # dotless i
        "\u00f0": "d",  # eth
        "\u00fe": "th",  # thorn
    }
)
_APOSTROPHE = re.compile(r" *' *")
_SPACES = re.compile(r" +")


def normalise(name: str) -> str:
    """Return `name` in the form in which names are compared: lower case, plain letters, single spaces.

    Apostrophes of every kind vanish (`O'Neil` and `ONeil` are one); hyphens and other signs become a space.
    Normalising twice changes nothing. A name without a letter or digit comes out empty.
    """
    if name.isascii() and name.isalpha():
        return name.lower()  # most names, in a tenth of the time
    letters = _without_accents(name.translate(_APOSTROPHE_LIKE))
    words = "".join(sign if _counts(sign) else " " for sign in letters)
    return _SPACES.sub(" ", _APOSTROPHE.sub("", words)).strip(" ")


def _without_accents(text: str) -> str:
    # Folding case can make new signs to take apart, and taking apart new capitals to fold.
    apart = unicodedata.normalize("NFKD", text).casefold()
    apart = unicodedata.normalize("NFKD", apart).casefold()
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return plain.translate(_LETTERS_WITHOUT_DECOMPOSITION).translate(_APOSTROPHE_LIKE)


def _counts(sign: str) -> bool:
    return sign == "'" or unicodedata.category(sign)[0] in "LNM"
