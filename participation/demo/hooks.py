"""What the demonstration offers to the storeys below: its sentences in the journal."""

from django.utils.translation import gettext_lazy as _

from agora.audit.registries import sentences

sentences.add("demo.account_made", _("a créé un compte de démonstration"))
sentences.add("demo.answers_loaded", _("a chargé les réponses de démonstration"))
sentences.add("demo.restitution_given", _("a chargé une restitution de démonstration"))
