"""Rasa actions: each takes one message into the case and says what the core answers. Imports neither TensorFlow nor the NLU side."""
