// All records of a kind with their links; not one state by itself (see README.md).
// params:  parts [relationship types that lead to parts]
// returns: fields, links [[type, id, properties]]
MATCH (n:<LABEL>)
RETURN properties(n) AS fields,
       [(n)-[x]->(b) WHERE NOT type(x) IN $parts | [type(x), b.id, properties(x)]] AS links
