"""What surrounds the services: environment, servers, processes, and the descriptions made from one process list."""
