"""The law a small bidder meets, as plain Python: no framework, no clock, no database."""
