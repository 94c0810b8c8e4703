from ceis.platform import PlatformConfig, Sensitivity


class EmploiConfig(PlatformConfig):
    default = True
    name = "platforms.emploi"
    verbose_name = "Plateforme emploi"
    number = 1
    slug = "emploi"
    label_fr = "Emploi"
    sensitivity = Sensitivity.ORDINARY
