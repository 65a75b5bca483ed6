"""The plain way of the database: every notice joined with all of its trade, then place and size looked at."""

from __future__ import annotations

from typing import Any

PLAIN = """
CREATE TEMPORARY TABLE plain AS
SELECT s.id, s.number AS n, s.commune AS seat,
    coalesce(served.places, '{}') AS places, capacity.month,
    coalesce(said.far, '{}') AS far, coalesce(said.other, '{}') AS other, said.big
FROM structures_structure s
LEFT JOIN (SELECT structure_id, array_agg(place) AS places FROM structures_served GROUP BY 1) served
    ON served.structure_id = s.id
LEFT JOIN (SELECT structure_id, sum(amount_per_month) AS month FROM structures_capacity GROUP BY 1) capacity
    ON capacity.structure_id = s.id
LEFT JOIN (
    SELECT structure_id, array_agg(place) FILTER (WHERE answer = 'too_far' AND place <> '') AS far,
        array_agg(nature) FILTER (WHERE answer = 'not_my_trade' AND nature > 0) AS other,
        min(amount) FILTER (WHERE answer = 'too_big' AND amount > 0) AS big
    FROM matching_feedback GROUP BY 1
) said ON said.structure_id = s.id
WHERE s.archived_at IS NULL
"""
JOIN = """
WITH trade AS (
    SELECT n.id AS notice, a.structure_id FROM notices_notice n
    CROSS JOIN LATERAL jsonb_array_elements_text(n.natures) AS told
    JOIN structures_activity a ON a.nature = told::int
    WHERE n.id = ANY(%(ids)s::uuid[])
    UNION
    SELECT n.id, a.structure_id FROM notices_notice n
    JOIN asked ON n.search_vector @@ asked.question JOIN structures_activity a ON a.words = asked.words
    WHERE n.id = ANY(%(ids)s::uuid[])
)
SELECT n.id, count(*), sum(p.n), bit_xor(p.n * %(factor)s::bigint %% 4294967296)
FROM trade JOIN notices_notice n ON n.id = trade.notice JOIN plain p ON p.id = trade.structure_id
WHERE (n.estimate IS NULL OR p.month IS NULL OR n.estimate <= 3 * p.month)
AND (n.estimate IS NULL OR p.big IS NULL OR n.estimate < p.big)
AND (n.nature <> ALL (p.other) OR EXISTS (
    SELECT FROM structures_activity a WHERE a.structure_id = p.id AND a.nature = n.nature))
AND (n.place_codes = '[]' OR EXISTS (
    SELECT FROM jsonb_array_elements_text(n.place_codes) AS code
    WHERE NOT (EXISTS (SELECT FROM unnest(p.far) AS far WHERE starts_with(code, far)) AND code <> ALL (p.places))
    AND (code = 'MA' OR (p.seat = '' AND p.places = '{}') OR (p.seat <> '' AND left(code, 6) = left(p.seat, 6))
        OR EXISTS (SELECT FROM unnest(p.places) AS place WHERE starts_with(code, place)
            OR (length(code) = 2 AND starts_with(place, code)))
        OR (length(code) = 2 AND starts_with(p.seat, code)))))
AND NOT EXISTS (SELECT FROM matching_feedback f WHERE f.notice_id = n.id AND f.structure_id = p.id)
GROUP BY 1
"""


def prepare(cursor: Any) -> None:
    """The tables the join reads: structures as one row each, and the trades in words as questions."""
    from wolouj.reference.search_words import query

    cursor.execute("DROP TABLE IF EXISTS plain, asked")
    cursor.execute(PLAIN)
    cursor.execute("ALTER TABLE plain ADD PRIMARY KEY (id)")
    cursor.execute("CREATE TEMPORARY TABLE asked (words text, question tsquery)")
    cursor.execute("SELECT DISTINCT words FROM structures_activity WHERE words <> ''")
    rows = [(words, asked.tsquery()) for (words,) in cursor.fetchall() if (asked := query(words))]
    cursor.executemany("INSERT INTO asked VALUES (%s, to_tsquery('simple', %s))", rows)
    cursor.execute("ANALYZE plain, asked")
