"""The words of the cards: findings, files inside, history, records found elsewhere, label law."""
