"""What an informational interview is: words, models, commands and the lifecycle. Knows no database and no page."""
