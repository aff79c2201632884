"""Rules of ``events``: pure deciders, one module a subject."""
