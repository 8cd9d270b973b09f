"""`whence serve` and `whence mcp`: doors for programs, which need parts that are not installed with Whence."""
