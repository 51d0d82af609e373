"""The pages, one folder and one Blueprint a family."""
