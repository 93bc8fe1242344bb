// Links of one type from owners of one label (records or parts) to records of one kind.
// params:  rows [{from, to, and the properties named below}]
// returns: n (links written; fewer than sent when an end is missing)
UNWIND $rows AS r
MATCH (a:<LABEL> {id: r.from})
MATCH (b:<TARGET> {id: r.to})
CREATE (a)-[:<TYPE> {<PROPERTIES>}]->(b)
RETURN count(*) AS n
