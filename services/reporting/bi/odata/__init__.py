"""The views as a read-only OData v4 service: what a client asks becomes one statement with parameters."""
