"""What reporting opens to BI tools: aggregates in which nobody is found, as views, files and an OData service."""
