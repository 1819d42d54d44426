"""The domain: pure values and rules. Imports the standard library, `bot.errors` and `bot.i18n` only."""
