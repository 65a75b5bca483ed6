"""The wall between two people one coach accompanies, when both answer one notice."""
