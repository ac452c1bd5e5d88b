"""What is shown, computed: snapshots in, frames and small records out. Knows no database and no page."""
