"""A whole test terminal without hardware: qemu with its own kernel, a screen, a CCID reader and a serial line."""
