"""The certificate of a training."""
