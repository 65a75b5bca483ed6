"""Wolouj (ولوج): from a public notice to a ready, correct quote, and on to the proof."""
