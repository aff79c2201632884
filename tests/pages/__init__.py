"""What people see, asked as a browser asks: signed in, without JavaScript."""
