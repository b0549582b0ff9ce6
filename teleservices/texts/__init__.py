"""Every sentence shown, spoken, printed or sent, by key.

One folder per language, ``fr`` first; one ``.po`` file per area, merged; the msgid is the key.
``teleservices.texts.catalogue.read`` is the only reader.
"""
