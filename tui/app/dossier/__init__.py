"""The dossier: what one person said in all articles kept, and who is taken for one person."""
