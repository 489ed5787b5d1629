"""Offline translation and publishing workflow for small multilingual newsrooms."""

__version__ = "0.1.0"
