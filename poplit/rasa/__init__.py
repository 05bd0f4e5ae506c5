"""Everything that imports Rasa, beside the actions."""
