"""What a structure can already do: fifteen questions with pictures, every six months. A plan, never a mark."""
