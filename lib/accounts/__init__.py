"""Who may come in where Askwell is hosted: accounts, sessions, throttling, roles, and what was done when."""
