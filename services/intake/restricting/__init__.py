"""A person's right that nobody works on her data: GDPR Article 18, section 84 SGB X."""
