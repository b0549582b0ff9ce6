"""A few digits as a picture and as a voice: easy for a person who sees or hears, dull for a machine."""
