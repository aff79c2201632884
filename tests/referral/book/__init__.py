"""What is decided about referrals and their consents."""
