"""Which version of a source stands: the newest, unless it withdraws the source."""

import polars as pl

WITHDRAWN = ("withheld", "canceled")
OF_DOCUMENTS = ("source_key", "uri", "published_on", "published_at", "publication_status")
VERSION = ("doc_id", *OF_DOCUMENTS, "arrival")
"""What is known of a document as a version of its source."""

STANDING = ("is_current", "superseded_by")
"""The columns of documents that say whether it stands."""


def standing(versions: pl.DataFrame) -> pl.DataFrame:
    """Order the versions of each source, and tell which one stands.

    Versions follow each other by their published time; those of one time, and those without one, in the order in which
    they came: by publication, within one by file and record. A withdrawal that gives a time comes after all else of
    that time, so that what it withdraws does not return when its copy arrives late. The last version stands, unless
    it is a withdrawal: then none does, until a later version is none.

    Parameters
    ----------
    versions
        The columns of :data:`VERSION`, all versions of each source that is in it. A document without ``source_key``
        is the only one of its source.

    Returns
    -------
    pl.DataFrame
        doc_id, is_current, superseded_by (the next version, NULL for the last), sorted by doc_id.
    """
    place = pl.col("uri").str.extract(r"#(\d+)$").cast(pl.Int64)
    source = pl.coalesce("source_key", pl.concat_str(pl.lit("\0"), "doc_id"))
    is_withdrawal = pl.col("publication_status").is_in(WITHDRAWN).fill_null(False)
    came = versions.select(
        "doc_id",
        "published_on",
        "published_at",
        source=source,
        is_withdrawal=is_withdrawal,
        at=pl.coalesce("published_at", pl.col("published_on").cast(pl.Datetime("us"))),
    ).select(pl.all(), pl.Series("row", _order(versions, place), dtype=pl.Int64))
    came = came.sort("source", "row")
    # What gives no time, or only the day of one before it, came at the latest time before it.
    before = pl.col("at").cum_max().forward_fill().shift(1).over("source")
    is_untimed = pl.col("published_at").is_null() & (
        pl.col("published_on").is_null() | (pl.col("published_on") == pl.col("before").dt.date())
    )
    timed = came.with_columns(before=before).with_columns(
        at=pl.when(is_untimed.fill_null(False)).then("before").otherwise("at"),
        is_last_of_its_time=pl.col("is_withdrawal") & pl.col("at").is_not_null(),
    )
    ordered = timed.sort("source", "at", "is_last_of_its_time", "row", nulls_last=False)
    following = ordered.with_columns(superseded_by=pl.col("doc_id").shift(-1).over("source"))
    return following.select(
        "doc_id",
        is_current=pl.col("superseded_by").is_null() & ~pl.col("is_withdrawal"),
        superseded_by="superseded_by",
    ).sort("doc_id")


def changed(documents: pl.DataFrame, versions: pl.DataFrame) -> pl.DataFrame:
    """Of ``documents`` (doc_id and :data:`STANDING`) those whose standing is another now, with the one that it is."""
    now = standing(versions)
    return now.join(documents, on=["doc_id", *STANDING], how="anti", nulls_equal=True, maintain_order="left")


def told_by_versions(settled: pl.DataFrame, versions: pl.DataFrame) -> pl.DataFrame:
    """Take over from the versions before it that a new version is no copy: else a reissue would be one of its original.

    ``settled`` has doc_id, story_id and is_wire_copy of new documents, ``versions`` the same and source_key.
    """
    told = versions.select("doc_id", "source_key", "story_id", "is_wire_copy").update(settled, on="doc_id")
    originals = told.drop_nulls("source_key").filter(
        (~pl.col("is_wire_copy")).any().over("source_key", "story_id") & pl.col("story_id").is_not_null()
    )
    is_copy = pl.col("is_wire_copy") & ~pl.col("doc_id").is_in(originals["doc_id"].implode())
    return settled.with_columns(is_wire_copy=is_copy)


def _order(versions: pl.DataFrame, place: pl.Expr) -> pl.Series:
    """The place of each row in the order in which versions came."""
    keyed = versions.select("arrival", "doc_id", file=pl.col("uri").str.replace(r"#\d+$", ""), place=place)
    order = keyed.with_row_index("index").sort("arrival", "file", "place", "doc_id", nulls_last=False)["index"]
    return order.arg_sort().cast(pl.Int64)
