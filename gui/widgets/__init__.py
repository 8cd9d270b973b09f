"""Parts that many pages use: style, icons, labels, layouts."""
