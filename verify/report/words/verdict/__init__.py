"""The words of the verdict: headline, standing, summary, alarms, next steps."""
