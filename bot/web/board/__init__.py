"""The board: the page on a hall's screen that shows the code to check in by, and who has come."""

from bot.web.board.pages import BoardPages


__all__ = ["BoardPages"]
