// The first statement of every commit: whoever creates the batch has the revision. Who comes second gets a constraint
// error: on Neo4j here, after waiting for the first; on ArcadeDB when it commits.
// params:  batch {revision, key?, recorded_at, actor, action, reason, request, previous, hash, format, changes}
// returns: previous (hash of the batch before, null when there is none)
OPTIONAL MATCH (p:Batch {revision: $batch.revision - 1})
WITH p
CREATE (b:Batch) SET b = $batch
RETURN p.hash AS previous
