"""passages: code points of documents, whatever bytes they have; rows in their order."""

import polars as pl

from transforms.passages import passages


def test_passages_are_cut_out_of_their_documents() -> None:
    documents = pl.DataFrame({"doc_id": ["a", "b", "c"], "text": ["né à “X”", "", "𐍈abc"]})
    rows = pl.DataFrame(
        [("a", 1, 4), ("c", 0, 2), ("c", -3, 50), ("b", 0, 5), ("z", 0, 1), ("a", None, 2), ("a", 5, 3)],
        schema=["doc_id", "from", "to"],
        orient="row",
    )
    found = passages(documents, rows, pl.col("from"), pl.col("to"))
    assert found.to_list() == ["é à", "𐍈a", "𐍈abc", "", None, None, ""]
    nothing = passages(documents.clear(), rows.clear(), pl.col("from"), pl.col("to"))
    assert (nothing.to_list(), nothing.dtype) == ([], pl.String)
