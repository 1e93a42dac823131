"""Score places on mentions written for this purpose: ``python -m tests.quality.places [--errors]``.

``gold/place_mentions.jsonl`` has 182 mentions in 154 short texts, half of the texts held out (dev, held), and 65 more
in 46 texts, written later (second_dev, second_held). A place is right when the mention has its GeoNames id; of what
the gazetteer does not hold, and of what nobody can tell, when it has none. A country is right when the code is; where
nobody can tell, when there is none. Mentions whose id is wrong, not absent, are counted too: an analyst is better
served by a gap.
"""

import argparse
import json
from pathlib import Path

import polars as pl

from tests.quality.extractions import resolutions

PLACES = Path(__file__).parent / "gold" / "place_mentions.jsonl"


def score(split: str, errors: bool = False) -> dict[str, float]:
    """Per cent of the mentions with the right place, the right country, and a wrong place, and how many there are."""
    records = [json.loads(line) for line in PLACES.read_text(encoding="utf-8").splitlines()]
    kept = [record for record in records if record["split"] == split]
    texts = pl.DataFrame(
        {"doc_id": [f"case-{i:04}" for i in range(len(kept))], "text": [record["text"] for record in kept]}
    )
    mentions = pl.concat([resolution.mentions for resolution in resolutions(texts)]).to_dicts()
    right = {"place": 0, "country": 0, "wrong_place": 0}
    total = 0
    for number, record in enumerate(kept):
        rows = [m for m in mentions if m["doc_id"] == f"case-{number:04}" and m["mention_type"] == "name"]
        for place in record["places"]:
            total += 1
            found = [m for m in rows if m["char_start"] < place["end"] and place["start"] < m["char_end"]]
            id_, country = (found[0]["geonames_id"], found[0]["country_code"]) if found else (None, None)
            is_place, is_country = id_ == place["geonames_id"], country == place["country"]
            right["place"] += is_place
            right["country"] += is_country
            right["wrong_place"] += id_ is not None and not is_place
            if errors and not (is_place and is_country):
                ours = found and (found[0]["text"], found[0]["entity_type"], found[0]["entity_id"])
                print(f"{record['text'][place['start'] : place['end']]} {place}, ours: {id_} {country} {ours}")
                print("   ", record["text"])
    return {"mentions": total, **{name: 100 * count / total for name, count in right.items()}}


def main() -> None:
    """Print a row a split."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--errors", action="store_true", help="print what is wrong in the halves that rules may learn from"
    )
    given = parser.parse_args()
    for split in ("dev", "held", "second_dev", "second_held"):
        shown = given.errors and split.endswith("dev")
        print(split, {name: round(value, 1) for name, value in score(split, shown).items()})


if __name__ == "__main__":
    main()
