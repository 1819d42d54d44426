"""The database: engine and sessions, the base of all tables, the schema, backups."""
