"""The bundled pipeline's networks computed with NumPy alone, to the same results as spaCy's own code.

Measured, spaCy spends more time around its multiplications than in them: it embeds each occurrence of a word
anew, clears fresh memory for every intermediate result, and takes and drops the interpreter's lock for every
move of its parsers. A network of another shape than those known here is left to spaCy.
"""
