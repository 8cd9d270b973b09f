"""What a class does with Whence's own samples: six stations of a tour, and journeys on which evidence gets lost.

`stations` and `survival` are closed lists with their words, `worksheet` the page to print; `samples` makes the files.
"""
