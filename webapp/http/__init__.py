"""Everything HTTP that is not a page: access, errors, security, htmx."""
