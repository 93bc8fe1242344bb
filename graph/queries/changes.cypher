// Changes by revision, both ends included.
// params:  first, last
// returns: revision, position, kind, record, before, after
UNWIND range($first, $last) AS r
MATCH (c:Change {revision: r})
RETURN c.revision AS revision, c.position AS position, c.kind AS kind, c.record AS record,
       c.before AS before, c.after AS after
