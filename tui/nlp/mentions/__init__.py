"""From a Doc to plain records of its names, noun phrases, pronouns and attributions."""
