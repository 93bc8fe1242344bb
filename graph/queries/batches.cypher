// Batches by revision, both ends included. A look-up for each: a comparison would read the whole log on ArcadeDB.
// params:  first, last
// returns: batch (all properties)
UNWIND range($first, $last) AS r
MATCH (b:Batch {revision: r})
RETURN properties(b) AS batch
