// The changes of one record, in no order.
// params:  record
// returns: revision, position, kind, record, before, after
MATCH (c:Change {record: $record})
RETURN c.revision AS revision, c.position AS position, c.kind AS kind, c.record AS record,
       c.before AS before, c.after AS after
