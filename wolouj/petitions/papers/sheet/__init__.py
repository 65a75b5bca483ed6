"""The sheets people sign."""
