from ceis.platform import PlatformConfig, Sensitivity


class SanteConfig(PlatformConfig):
    default = True
    name = "platforms.sante"
    verbose_name = "Plateforme santé"
    number = 4
    slug = "sante"
    label_fr = "Santé"
    sensitivity = Sensitivity.SECRET
