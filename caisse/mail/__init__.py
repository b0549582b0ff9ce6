"""E-mails to people: composed and sealed in the transaction that has something to tell, sent by a thread of its own."""
