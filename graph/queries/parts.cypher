// All parts of one sort with their links.
// params:  none
// returns: owner, position, fields, links [[type, id, properties]]
MATCH (n:<LABEL>)-[x:<TYPE>]->(p:<TARGET>)
RETURN n.id AS owner, x.position AS position, properties(p) AS fields,
       [(p)-[y]->(b) | [type(y), b.id, properties(y)]] AS links
