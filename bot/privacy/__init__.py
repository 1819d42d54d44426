"""What is stored about people and workspaces: shown, handed out, and erased."""
