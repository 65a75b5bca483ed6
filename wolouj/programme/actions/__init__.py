"""All writing of the programme room, one module a trade."""
