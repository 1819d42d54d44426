"""What leaves the conversation as a file: exports, pictures, numbered editions of the plan."""
