"""Figures of others: kept, read, and exchanged as tables."""
