"""The practice mode: its boxes and its pages."""
