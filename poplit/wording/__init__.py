"""Wording: what is known and concluded, in plain words. Every sentence comes from kb/; here they are only put together."""

from poplit.wording.reply import Reply

__all__ = ["Reply"]
