"""Named entities repaired by evidence in the document."""
