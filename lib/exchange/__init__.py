"""Files in and files out: bytes become people, frames become bytes. Knows no database and no page."""
