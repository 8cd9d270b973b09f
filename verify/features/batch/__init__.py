"""Many files at once: what tells a file apart from all others, results that outlive a crash, rows, pace and exports.

It opens no media file and starts no process.
"""
