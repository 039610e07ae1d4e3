"""Speed and size as ratios in one run: ``python -m benchmarks [TOPIC…]``. Nothing is asserted."""
