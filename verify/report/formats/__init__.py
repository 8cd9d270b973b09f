"""The formats of a report: text, HTML, JSON, CSV and crJSON. Each shows the same words."""
