"""Reminders: how they are drawn, and how each person says which they want, when and where."""

from bot.handlers.reminders.drawing import Drawer


__all__ = ["Drawer"]
