// The history of a record is looked up by its id.
// A released file is never edited: its checksum is kept in the database. A change is a new file.

CREATE INDEX change_record IF NOT EXISTS FOR (n:Change) ON (n.record);
