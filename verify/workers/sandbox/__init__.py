"""What a system can hold a worker to, one module a system or a means. Each module only acts when it is called."""
