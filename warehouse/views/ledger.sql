-- The facts as a reader wants them: when and where published, who did what to whom, according to whom,
-- and the sentence that says so; without superseded articles and wire copies.
CREATE VIEW ledger AS
SELECT f.told_on AS published_on, d.publisher, d.title, d.dateline,
       f.subject, f.predicate, f.object, f.is_negated, f.status, f.claimant, f.event_type, f.confidence,
       s.text AS sentence, f.fact_id, f.doc_id, f.sentence_id
FROM current_facts AS f
JOIN sentences AS s ON s.doc_id = f.doc_id AND s.sentence_id = f.sentence_id
JOIN documents AS d ON d.doc_id = f.doc_id
WHERE NOT d.is_wire_copy;
