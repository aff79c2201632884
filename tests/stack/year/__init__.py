"""A year of Ilm-Kreis: told once, done over the command line and HTTP, counted a second time without the platform."""
