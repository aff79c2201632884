"""The local runner: starts the processes, starts them again when they die, ends them."""
