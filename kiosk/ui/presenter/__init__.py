"""From a situation to a screen: pure, no Qt."""
