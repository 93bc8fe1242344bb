// Parts of records, in their order.
// params:  rows [{from, position, fields}]
// returns: n (parts written)
UNWIND $rows AS r
MATCH (a:<LABEL> {id: r.from})
CREATE (a)-[:<TYPE> {position: r.position}]->(p:<TARGET>) SET p = r.fields
RETURN count(*) AS n
