-- An article's parse as CoNLL-U lines, in order: FROM conllu('<doc_id>').
CREATE MACRO conllu(doc) AS TABLE
SELECT sentence_id, token_id,
       concat_ws(chr(9), token_id, form, lemma, upos, '_', coalesce(feats, '_'), head, deprel, '_',
                 'TokenRange=' || char_start || ':' || char_end) AS line
FROM tokens
WHERE doc_id = doc
ORDER BY sentence_id, token_id;
