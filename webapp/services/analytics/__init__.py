"""Numbers about journeys and tickets. Empty until leads need them."""
