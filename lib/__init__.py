"""Askwell: a guide through informational interviews."""
