"""Printable forms: released texts as data, and the PDF made of them."""
