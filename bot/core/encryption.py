"""Tokens at rest: encrypted with the first of `ENCRYPTION_KEYS`, read with any of them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.errors import UserError
from bot.core.i18n import _


class Cipher:
    """Encrypts short texts.

    Args:
        keys: Fernet keys, at least one; the first encrypts, all decrypt.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        from cryptography.fernet import Fernet, MultiFernet  # here: one workspace by token needs none

        self._fernet = MultiFernet([Fernet(key) for key in keys])

    def encrypt(self, text: str) -> str:
        """The text as Fernet's ciphertext, another one each time."""
        return self._fernet.encrypt(text.encode()).decode()

    def decrypt(self, ciphertext: str) -> str:
        """The text of a ciphertext.

        Raises:
            UserError: none of the keys has encrypted it.
        """
        from cryptography.fernet import InvalidToken  # as above

        try:
            return self._fernet.decrypt(ciphertext.encode()).decode()
        except InvalidToken:
            raise UserError(
                _("None of ENCRYPTION_KEYS decrypts a stored token: add the key that was used before.")
            ) from None

    def renew(self, ciphertext: str) -> str:
        """The same text encrypted with the first key.

        Raises:
            UserError: none of the keys has encrypted it.
        """
        return self.encrypt(self.decrypt(ciphertext))


def key_cure() -> str:
    """How a key is made."""
    command = 'python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"'
    return _("Make one with {command}").format(command=command)
