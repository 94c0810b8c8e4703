from partners.models.partner import Agreement, Partner

__all__ = ["Agreement", "Partner"]
