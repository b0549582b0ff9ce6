"""Takes what terminals' outboxes deliver: answers from the envelope alone, after the commit, the same however often."""
