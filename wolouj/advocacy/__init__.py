"""What a body pleads before a council or the State, on facts, and what became of it."""
