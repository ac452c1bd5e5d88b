"""Where it is kept: tables, migrations, the one door for writes, and snapshots for reading."""
