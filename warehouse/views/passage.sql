-- The characters of an article from char_start to char_end, with so many more on either side:
-- FROM passage('<doc_id>', 120, 160, 40).
CREATE MACRO passage(doc, first_char, end_char, around) AS TABLE
SELECT doc_id,
       substring(text, greatest(first_char - around, 0) + 1,
                 end_char + around - greatest(first_char - around, 0)) AS passage
FROM documents
WHERE doc_id = doc;
