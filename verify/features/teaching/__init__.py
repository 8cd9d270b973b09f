"""What a class does with Whence's own samples: six stations of a tour, and journeys on which evidence gets lost.

Closed lists and one comparison, no words and no files: `samples` makes the files, `render` has the words.
"""
