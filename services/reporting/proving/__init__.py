"""Proofs: checkpoints signed by the district, what was changed and where, bundles for auditors, proof of delivery."""
