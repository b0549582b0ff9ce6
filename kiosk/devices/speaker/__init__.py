"""The loudspeaker: sounds that the caisse gives, played by ALSA's own player."""
