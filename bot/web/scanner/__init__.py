"""The scanner: a page with the camera for whoever stands at the door, and what it asks the server."""
