"""How an informational interview is done well: pure rules that read their words and numbers from `content`."""
