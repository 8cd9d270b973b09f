"""What a batch leaves on the disk: a journal and results that outlive a crash."""
