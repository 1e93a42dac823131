-- What somebody said, with the article it stands in, superseded articles aside: FROM quotes_by('Akar'). What he only
-- wants, likes, backs, opposes or decides, without any saying, is left to the table.
CREATE MACRO quotes_by(name) AS TABLE
SELECT d.published_on, d.publisher, q.speaker, q.cue, q.text, q.quotation_type, q.venue,
       q.quotation_id, q.part, q.doc_id
FROM current_quotations AS q
JOIN documents AS d ON d.doc_id = q.doc_id
WHERE contains(lower(q.speaker), lower(name))
  AND coalesce(q.cue_class, 'say') NOT IN ('decide', 'intend', 'want', 'like', 'dislike', 'support', 'oppose')
ORDER BY d.published_on, q.doc_id, q.char_start;
