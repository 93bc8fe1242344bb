// Remove records whose own links are gone. Never DETACH: it would take links of other records without a change.
// params:  rows [{id, expected}]
// returns: n (records removed)
UNWIND $rows AS r
MATCH (n:<LABEL> {id: r.id}) WHERE n.version = r.expected
DELETE n
RETURN count(*) AS n
