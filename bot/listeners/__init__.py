"""What Slack sends, word by word and button by button: parse, call one service, render."""
