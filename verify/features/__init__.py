"""What stands on the checking of one file; each can be taken away with its folder of the same name in gui/."""
