"""What people read of the plan, built from views."""
