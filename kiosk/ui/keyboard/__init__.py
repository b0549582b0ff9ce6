"""The on-screen keyboard: layouts, what was typed, and when a touch counts; no Qt here."""
