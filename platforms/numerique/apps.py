from ceis.platform import PlatformConfig, Sensitivity


class NumeriqueConfig(PlatformConfig):
    default = True
    name = "platforms.numerique"
    verbose_name = "Plateforme numérique"
    number = 2
    slug = "numerique"
    label_fr = "Numérique"
    sensitivity = Sensitivity.ORDINARY
