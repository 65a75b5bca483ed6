"""The minutes: what a person who was there recognises, and what one who was not can follow up."""
