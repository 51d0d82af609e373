"""Opening hours, holidays and working time. Empty until service levels need it."""
