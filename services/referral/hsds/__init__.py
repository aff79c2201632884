"""The directory in the words of HSDS 3 (Human Services Data Specification): written, read, and checked against it."""
