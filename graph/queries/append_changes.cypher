// The changes of the batch, for the log.
// params:  rows [{id, revision, position, kind, record, before?, after?}]
// returns: n (changes written)
UNWIND $rows AS r
CREATE (c:Change) SET c = r
RETURN count(*) AS n
