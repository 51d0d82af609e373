"""Storage. The only importer of sqlalchemy."""
