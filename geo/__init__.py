"""The product without a screen: from boundary files and tables to a map on paper."""
