"""What an invented district does with its neighbourhoods: events, bodies, volunteers and press work."""
