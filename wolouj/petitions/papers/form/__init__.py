"""The petition itself, with the naming of its agent."""
