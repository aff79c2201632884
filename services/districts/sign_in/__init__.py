"""Signing in: accounts, their places, sessions, second factors and external identities. None of it is a fact."""
