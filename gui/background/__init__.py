"""What goes on beside the window: other processes, threads, and notices of the system."""
