"""Who is invited to a meeting, what they answer, and what they were told when it changed."""
