"""A person's right to be forgotten: who is meant, what must be kept, the order, and the keys."""
