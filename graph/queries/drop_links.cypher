// Take away what records own: links, parts, and the links of the parts. It collects everything first: two deleting
// statements over the same nodes leave links behind on ArcadeDB.
// params:  rows [{id}], parts [relationship types that lead to parts]
// returns: n (links of the records, to parts too, and links of the parts)
UNWIND $rows AS r
MATCH (:<LABEL> {id: r.id})-[x]->(b)
WITH collect(x) AS links,
     collect(CASE WHEN type(x) IN $parts THEN b END) AS parts,
     collect(CASE WHEN type(x) IN $parts THEN [(b)-[y]->() | y] ELSE [] END) AS cited
FOREACH (ys IN cited | FOREACH (y IN ys | DELETE y))
FOREACH (x IN links | DELETE x)
FOREACH (p IN parts | DELETE p)
RETURN size(links) + reduce(n = 0, ys IN cited | n + size(ys)) AS n
