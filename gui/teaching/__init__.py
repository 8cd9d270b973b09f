"""The page for learning: a tour over the program's own samples, the survival lab, and notes for teachers."""
