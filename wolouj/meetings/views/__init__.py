"""Pages of the meetings room: what is said, the questions, the minutes; and the public page, by its code."""
