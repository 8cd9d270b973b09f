"""The verdict: from findings to one answer; pure."""
