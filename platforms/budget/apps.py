from ceis.platform import PlatformConfig, Sensitivity


class BudgetConfig(PlatformConfig):
    default = True
    name = "platforms.budget"
    verbose_name = "Plateforme budget"
    number = 3
    slug = "budget"
    label_fr = "Budget"
    sensitivity = Sensitivity.RESERVED
