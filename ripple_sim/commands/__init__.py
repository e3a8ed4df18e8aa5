"""What the command line's commands do; each file is loaded when its command is called."""
