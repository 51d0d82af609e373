"""Articles and what readers said of them."""
