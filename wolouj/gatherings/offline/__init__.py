"""The desk at the door when the network is down: what a device keeps, what it sends when the network is back."""
