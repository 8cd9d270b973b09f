"""What a browser's extension hands over: an address, or a picture's own bytes. Back goes "taken" or why not."""
