"""What sharing offers to the storeys below."""

from django.utils.translation import gettext_lazy as _

from agora.audit.registries import sentences

for verb, sentence in {
    "blueprint.published": _("a donné au club la démarche d’une concertation"),
    "blueprint.drafted": _("a préparé une concertation à partir d’un modèle"),
    "blueprint.file_received": _("a chargé le fichier d’un modèle"),
    "blueprint.files_swept": _("a effacé les fichiers de modèles restés sans suite"),
}.items():
    sentences.add(verb, sentence)
