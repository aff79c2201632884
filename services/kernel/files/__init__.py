"""Files that people send: tables of rows, however they were saved, and how large they may be."""
