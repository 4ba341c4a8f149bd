"""What takes the whole screen: the panes, and what lies over them."""
