// The batch that was written under an idempotency key.
// params:  key
// returns: revision
MATCH (b:Batch {key: $key}) RETURN b.revision AS revision
