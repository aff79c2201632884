"""Paper: the letter to a partner with its link as a QR code, and the note that a person takes along."""
