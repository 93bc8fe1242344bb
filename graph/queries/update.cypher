// Write the properties of records that are there, each at the version that the batch was decided upon.
// params:  rows [{id, expected, fields}]
// returns: n (records found and written)
UNWIND $rows AS r
MATCH (n:<LABEL> {id: r.id}) WHERE n.version = r.expected
SET n = r.fields
RETURN count(n) AS n
