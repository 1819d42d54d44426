"""HTTP: the door for Slack's requests, and the pages that tell whether the process is well."""
