"""What a close look shows of one file: its picture and its frames cut into tiles, its sound. Nothing is concluded."""
