"""The Web API methods by family; importing this package registers them all."""

from bot.sandbox.methods import auth, chat, conversations, files, users, views

__all__ = ["auth", "chat", "conversations", "files", "users", "views"]
