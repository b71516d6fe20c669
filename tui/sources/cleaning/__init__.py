"""What pages leave in a text taken out: title, byline, date, furniture."""
