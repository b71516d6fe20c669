"""How the bundled pipeline is made: ``python -m training CORPORA`` (see README.md here)."""
