"""The page of a speaker, by a link that an organiser gave them: what was said of their own sessions, without names."""

from __future__ import annotations

from bot.web.feedback.pages import FeedbackPages


__all__ = ["FeedbackPages"]
