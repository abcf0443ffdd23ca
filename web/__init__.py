"""The search and article pages and the JSON API."""
