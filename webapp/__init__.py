"""The web product: public pages, the desk, and the work behind them."""
