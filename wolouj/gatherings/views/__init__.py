"""Pages of the gatherings room: who came, the desk at the door, the papers; and the public door, by its code."""
