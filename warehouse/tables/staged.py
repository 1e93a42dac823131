"""Frames that pass from stage to stage and rest in staging, but are never published."""

import dataframely as dy

from warehouse import columns
from warehouse.tables.documents import PUBLICATION_STATUSES, SOURCE_FORMATS
from warehouse.tables.rejects import REJECT_REASONS, REJECT_STAGES


class Articles(dy.Schema):
    """Raw articles as a reader gives them: decoded, otherwise untouched."""

    doc_id = columns.doc_id(key=True)
    source_id = columns.text("The record's own id in its file, or the file's name.", nullable=False)
    uri = columns.text("Where the article was read; file#record for a container.", nullable=False)
    source_format = columns.word(SOURCE_FORMATS, "The format it was read from.")
    publisher = columns.text("Who published it, as the record says.")
    title = columns.text("The headline, as the record says.")
    byline = columns.text("Who wrote it, as the record says.")
    published_on = columns.date("The day of publication, as the record says.")
    published_at = columns.instant("The moment of publication, UTC, as the record says.")
    source_key = columns.text("What all versions of one source share; NULL where a record has no id of its own.")
    publication_status = columns.word(PUBLICATION_STATUSES, "What the record says of it.", nullable=True)
    arrival = columns.count("The publication with which it came; NULL until it is staged.", nullable=True)
    raw = dy.String(nullable=False, description="The decoded source text.")
    raw_sha256 = dy.String(nullable=False, regex="^[0-9a-f]{64}$", description="SHA-256 of its bytes.")


class Names(dy.Schema):
    """Names that the annotator saw."""

    doc_id = columns.doc_id(key=True)
    sentence_id = columns.sentence_id()
    char_start = columns.char_start(key=True)
    char_end = columns.char_end()
    text = columns.text("The name as printed.", nullable=False)
    entity_type = columns.entity_type()


class Referents(dy.Schema):
    """Entities that documents refer to without naming them: a dateline's place, the government in a capital."""

    doc_id = columns.doc_id(key=True)
    entity_id = dy.String(nullable=False, primary_key=True, min_length=1, description="The entity.")
    canonical_name = columns.text("Its name.", nullable=False)
    entity_type = columns.entity_type()
    country_code = dy.String(nullable=True, regex="^[A-Z]{3}$", description="ISO 3166-1 alpha-3 of its country.")
    latitude = dy.Float64(nullable=True, min=-90, max=90, description="Of a place: degrees north, WGS 84.")
    longitude = dy.Float64(nullable=True, min=-180, max=180, description="Of a place: degrees east, WGS 84.")
    geonames_id = dy.Int64(nullable=True, min=1, description="GeoNames id of a place.")


class Signatures(dy.Schema):
    """What near-duplicates are known by."""

    doc_id = columns.doc_id(key=True)
    published_on = columns.date("The day of publication.")
    shingles = columns.count("Distinct rows of three words.")
    minhash = dy.List(dy.UInt32(nullable=False), nullable=False, description="The least hash by each permutation.")
    story_id = columns.identifier("The story, once it is published.", nullable=True)


class Refusals(dy.Schema):
    """What a stage refused: a row of rejects that no run has signed yet."""

    uri = columns.text("Where it stands; file#record for a container.", nullable=False)
    source_id = columns.text("The record's own id, if it has one.")
    stage = columns.word(REJECT_STAGES, "The stage that refused it.")
    reason = columns.word(REJECT_REASONS, "Why.")
    detail = columns.text("What exactly is wrong, in a sentence.", nullable=False)
    raw_sha256 = dy.String(nullable=True, regex="^[0-9a-f]{64}$", description="SHA-256 of its bytes.")
