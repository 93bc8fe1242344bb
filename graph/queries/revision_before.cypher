// The last revision recorded before a moment, by looking at every batch: asked once for a day, which is kept.
// params:  moment (UTC, as recorded)
// returns: revision (null when there is none)
MATCH (b:Batch) WHERE b.recorded_at < $moment RETURN max(b.revision) AS revision
