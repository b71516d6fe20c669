"""Nominals and pronouns followed to their antecedents: the clusters that they mean."""
