// Note that a schema file was applied.
// params:  version, checksum, applied
// returns: n
CREATE (v:SchemaVersion {version: $version, checksum: $checksum, applied: $applied})
RETURN count(v) AS n
