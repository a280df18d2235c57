"""The groups of commands that are too many for one file."""
