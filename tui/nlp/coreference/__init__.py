"""Pronouns and descriptions followed to actors."""
