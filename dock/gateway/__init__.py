"""An operator's SMS gateway, played: real HTTP, one message for each id, and faults on request."""
