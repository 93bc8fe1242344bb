// Batches by revision.
// params:  revisions
// returns: batch (all properties)
UNWIND $revisions AS r
MATCH (b:Batch {revision: r})
RETURN properties(b) AS batch
