"""Who signed, and when: certificate paths to the lists, time stamps over the signature, and who was withdrawn."""
