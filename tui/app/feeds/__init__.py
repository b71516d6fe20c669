"""The feeds' screen: what was subscribed to, what is new in it."""
