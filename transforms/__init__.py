"""What happens to the data: pure functions from frame to frame, a module or a folder a stage."""
