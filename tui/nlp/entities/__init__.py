"""Named entities repaired by evidence in the document.

``component`` is the pipeline's component. ``steps`` lists what it does in order, a line for each step; each
step is a function of a module here, and all work on one ``EntityDraft`` (``draft``).
"""
