"""The flow engine: values in, values out."""
