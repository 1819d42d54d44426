"""What Slack sends, request by request and button by button: parse, call one function, render."""
