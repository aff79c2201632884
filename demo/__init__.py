"""Invented districts, told as commands through the same code that people use. No person in it exists."""

from typing import Final

from demo.loading import load

EDITION: Final = "2"  # 1: Erfurt alone; counts up when districts or operations are added

__all__ = ["EDITION", "load"]
