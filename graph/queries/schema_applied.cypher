// The schema files that were applied here.
// params:  none
// returns: version, checksum
MATCH (v:SchemaVersion) RETURN v.version AS version, v.checksum AS checksum
