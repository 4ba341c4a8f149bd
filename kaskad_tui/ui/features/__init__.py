"""What the main screen can do, one object a purpose; each names the actions it answers."""
