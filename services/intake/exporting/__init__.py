"""A person's right to know what is stored of her: GDPR Article 15, section 83 SGB X."""
