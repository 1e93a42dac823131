-- The facts that name somebody or something as subject, object or claimant: FROM facts_about('Akar').
CREATE MACRO facts_about(name) AS TABLE
SELECT *
FROM ledger
WHERE contains(lower(subject), lower(name))
   OR contains(lower(object), lower(name))
   OR contains(lower(claimant), lower(name))
ORDER BY published_on, fact_id;
