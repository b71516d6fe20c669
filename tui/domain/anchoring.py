"""Making anchors from spans, and finding an anchor's passage again in a text that may have changed."""
