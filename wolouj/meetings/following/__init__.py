"""Promises and recommendations followed: announced, confirmed, under way, kept or not; by whom, with which proof."""
