"""A small imitation of the portal, over real HTTP on this machine alone. All of it is invented."""
