"""Mail to partners: what it says, how it is carried, and the process that sends what was asked for."""
