"""Commands reach a running terminal here: a unix socket, JSON lines, a thread of its own. No Qt."""
