"""Rasa actions: each takes one message into the case and says what the core answers. Nothing here imports TensorFlow or the NLU side."""
