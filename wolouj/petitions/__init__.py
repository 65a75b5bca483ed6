"""Petitions to councils and to the State, the signatures behind them, and requests for information."""
