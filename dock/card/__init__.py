"""The card simulator: card images made of the cast, chips that answer APDUs, a virtual reader that speaks vpcd."""
