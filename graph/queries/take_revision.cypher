// The first statement of every commit: whoever creates the batch has the revision. Who comes second gets a constraint
// error: on Neo4j here, after waiting for the first; on ArcadeDB at its commit, unless the first is already `taken`.
// params:  batch {revision, key?, recorded_at, actor, action, reason, request, previous, hash, format, changes}
// returns: previous (hash of the batch before, null when there is none), taken (whether the revision is there already)
OPTIONAL MATCH (p:Batch {revision: $batch.revision - 1})
OPTIONAL MATCH (t:Batch {revision: $batch.revision})
WITH p, t IS NOT NULL AS taken
CREATE (b:Batch) SET b = $batch
RETURN p.hash AS previous, taken
