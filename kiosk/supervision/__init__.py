"""What systemd is told of the application, and what is left for whoever watches over it. No Qt."""
