// New records.
// params:  rows [{fields}]
// returns: n (records written)
UNWIND $rows AS r
CREATE (n:<LABEL>) SET n = r.fields
RETURN count(n) AS n
