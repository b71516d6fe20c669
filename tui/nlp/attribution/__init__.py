"""Who said what: cues, contents and sources of attributions, as token ranges."""
