"""Invented districts, told as commands through the same code that people use. No person in it exists."""

from demo.loading import load

__all__ = ["load"]
