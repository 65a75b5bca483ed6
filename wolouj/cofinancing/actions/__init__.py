"""All writing of the room, one module an occasion."""
