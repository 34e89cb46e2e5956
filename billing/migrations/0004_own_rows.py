"""What a city sees of the books, and the three writes it makes there."""

from pathlib import Path

import django.db.models.manager
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('billing', '0003_offer_terms'),
    ]

    operations = [
        migrations.CreateModel(
            name='OwnAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('service_required', models.BooleanField(default=False, verbose_name='code service obligatoire')),
                ('engagement_required', models.BooleanField(default=False, verbose_name='engagement obligatoire')),
                ('service_or_engagement_required', models.BooleanField(default=False, verbose_name='code service ou engagement obligatoire')),
                ('name', models.CharField(max_length=100)),
                ('shows_documents', models.BooleanField()),
                ('siret', models.CharField(max_length=14)),
                ('service_code', models.CharField(max_length=100)),
                ('rail', models.CharField(choices=[('own_bank', 'Virement sur notre compte'), ('stripe_transfer', 'Virement par Stripe')], max_length=16)),
            ],
            options={
                'db_table': 'billing_own_account',
                'managed': False,
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('rows_of_house', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='OwnArtifact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('xml', 'Données (XML)'), ('pdf', 'Facture (PDF)'), ('attachment', 'Pièce jointe')], max_length=10)),
                ('name', models.CharField(max_length=120)),
                ('sha256', models.CharField(max_length=64)),
                ('content', models.BinaryField()),
            ],
            options={
                'db_table': 'billing_own_artifact',
                'managed': False,
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('rows_of_house', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='OwnContract',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField()),
                ('kind', models.CharField(choices=[('marche', 'Marché public'), ('bon_de_commande', 'Bon de commande'), ('convention', 'Convention')], max_length=16)),
                ('state', models.CharField(choices=[('draft', 'Brouillon'), ('active', 'En cours'), ('notice_given', 'Dénoncé'), ('ended', 'Terminé'), ('terminated', 'Résilié')], max_length=12)),
                ('title', models.CharField(max_length=150)),
                ('market_ref', models.CharField(max_length=50)),
                ('signed_on', models.DateField(null=True)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('to_year_end', models.BooleanField()),
                ('max_renewals', models.PositiveSmallIntegerField()),
                ('renewals_used', models.PositiveSmallIntegerField()),
                ('notice_days', models.PositiveSmallIntegerField()),
                ('notice_on', models.DateField(null=True)),
                ('payment_days', models.PositiveSmallIntegerField()),
            ],
            options={
                'db_table': 'billing_own_contract',
                'ordering': ('-starts_on', 'pk'),
                'managed': False,
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('rows_of_house', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='OwnContractLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.PositiveSmallIntegerField(choices=[(1, 'Mise en service'), (2, 'Hébergement'), (3, 'Maintenance et assistance'), (4, 'Formation'), (5, 'Conseil')])),
                ('unit', models.CharField(choices=[('once', 'une fois'), ('year', 'par an'), ('day', 'par jour')], max_length=8)),
                ('label', models.CharField(max_length=100)),
                ('quantity', models.DecimalField(decimal_places=2, max_digits=8)),
                ('unit_cents', models.BigIntegerField()),
            ],
            options={
                'db_table': 'billing_own_contractline',
                'ordering': ('position', 'pk'),
                'managed': False,
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('rows_of_house', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='OwnDelivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attempt', models.PositiveSmallIntegerField()),
                ('code', models.CharField(choices=[('DEPOSEE', 'Déposée'), ('EN_COURS_ACHEMINEMENT', 'En cours d’acheminement'), ('MISE_A_DISPOSITION', 'Mise à disposition'), ('A_RECYCLER', 'À recycler'), ('REJETEE', 'Rejetée'), ('SUSPENDUE', 'Suspendue'), ('COMPLETEE', 'Complétée'), ('SERVICE_FAIT', 'Service fait'), ('MANDATEE', 'Mandatée'), ('MISE_A_DISPOSITION_COMPTABLE', 'Transmise au comptable'), ('COMPTABILISEE', 'Comptabilisée'), ('MISE_EN_PAIEMENT', 'Mise en paiement')], max_length=30)),
                ('at', models.DateTimeField()),
                ('chorus_number', models.CharField(max_length=40)),
                ('service_code', models.CharField(max_length=100)),
                ('engagement', models.CharField(max_length=50)),
                ('note', models.CharField(max_length=300)),
            ],
            options={
                'db_table': 'billing_own_delivery',
                'ordering': ('attempt', 'at', 'pk'),
                'managed': False,
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('rows_of_house', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='OwnDueItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField()),
                ('state', models.CharField(choices=[('planned', 'Prévue'), ('awaiting_ref', 'Attend la référence'), ('ready', 'Prête à facturer'), ('invoiced', 'Facturée'), ('cancelled', 'Annulée')], max_length=14)),
                ('is_open', models.BooleanField()),
                ('kind', models.PositiveSmallIntegerField(choices=[(1, 'Mise en service'), (2, 'Hébergement'), (3, 'Maintenance et assistance'), (4, 'Formation'), (5, 'Conseil')])),
                ('label', models.CharField(max_length=100)),
                ('note', models.CharField(max_length=200)),
                ('period_start', models.DateField()),
                ('period_end', models.DateField()),
                ('due_from', models.DateField()),
                ('cents', models.BigIntegerField()),
                ('engagement', models.CharField(max_length=50, verbose_name='numéro d’engagement')),
                ('service_code', models.CharField(max_length=100, verbose_name='code service')),
                ('asked_at', models.DateTimeField(null=True)),
                ('given_at', models.DateTimeField(null=True)),
                ('given_by_label', models.CharField(max_length=150)),
                ('line_id', models.BigIntegerField(null=True)),
                ('order_name', models.CharField(max_length=120, null=True)),
                ('order_uid', models.UUIDField(null=True)),
            ],
            options={
                'db_table': 'billing_own_dueitem',
                'ordering': ('due_from', 'period_start', 'pk'),
                'managed': False,
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('rows_of_house', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='OwnFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('invoice', 'Facture émise'), ('credit', 'Avoir émis'), ('payment', 'Paiement reçu'), ('reversal', 'Paiement annulé ou rendu')], max_length=10)),
                ('cents', models.BigIntegerField()),
                ('source_system', models.CharField(choices=[('ours', 'Nos documents'), ('bank', 'Banque'), ('stripe', 'Stripe')], max_length=8)),
                ('effective_on', models.DateField()),
            ],
            options={
                'db_table': 'billing_own_fact',
                'ordering': ('effective_on', 'pk'),
                'managed': False,
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('rows_of_house', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='OwnInvoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField()),
                ('kind', models.PositiveSmallIntegerField(choices=[(380, 'Facture'), (381, 'Avoir')])),
                ('number', models.CharField(max_length=35)),
                ('reason', models.CharField(max_length=200)),
                ('service_code', models.CharField(max_length=100)),
                ('engagement', models.CharField(max_length=50)),
                ('market_ref', models.CharField(max_length=50)),
                ('payment_days', models.PositiveSmallIntegerField()),
                ('issued_on', models.DateField()),
                ('due_on', models.DateField(null=True)),
                ('taxes', models.JSONField()),
                ('ht_cents', models.BigIntegerField()),
                ('vat_cents', models.BigIntegerField()),
                ('ttc_cents', models.BigIntegerField()),
                ('pdf_sha256', models.CharField(max_length=64)),
                ('xml_sha256', models.CharField(max_length=64)),
                ('owed', models.BigIntegerField()),
                ('credited', models.BigIntegerField()),
                ('received', models.BigIntegerField()),
                ('returned', models.BigIntegerField()),
            ],
            options={
                'db_table': 'billing_own_invoice',
                'ordering': ('-issued_on', '-pk'),
                'managed': False,
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('rows_of_house', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='OwnInvoiceLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('label', models.CharField(max_length=100)),
                ('note', models.CharField(max_length=200)),
                ('quantity', models.DecimalField(decimal_places=2, max_digits=8)),
                ('unit', models.CharField(choices=[('once', 'une fois'), ('year', 'par an'), ('day', 'par jour')], max_length=8)),
                ('unit_cents', models.BigIntegerField()),
                ('net_cents', models.BigIntegerField()),
                ('vat_rate', models.DecimalField(decimal_places=2, max_digits=4)),
                ('exemption_reason', models.CharField(max_length=100)),
                ('period_start', models.DateField(null=True)),
                ('period_end', models.DateField(null=True)),
            ],
            options={
                'db_table': 'billing_own_invoiceline',
                'ordering': ('position', 'pk'),
                'managed': False,
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('rows_of_house', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='OwnPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField()),
                ('kind', models.CharField(choices=[('quote', 'Devis'), ('signed_quote', 'Devis signé'), ('order', 'Bon de commande')], max_length=16)),
                ('name', models.CharField(max_length=120)),
                ('content_type', models.CharField(max_length=60)),
                ('sha256', models.CharField(max_length=64)),
                ('content', models.BinaryField()),
            ],
            options={
                'db_table': 'billing_own_paper',
                'managed': False,
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('rows_of_house', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='OwnProvider',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('street', models.CharField(max_length=100, verbose_name='adresse')),
                ('street_more', models.CharField(blank=True, max_length=100, verbose_name='complément d’adresse')),
                ('postcode', models.CharField(max_length=10, verbose_name='code postal')),
                ('town', models.CharField(max_length=100, verbose_name='ville')),
                ('name', models.CharField(max_length=100)),
                ('legal_form', models.CharField(max_length=100)),
                ('siret', models.CharField(max_length=14)),
                ('vat_id', models.CharField(max_length=13)),
                ('contact_name', models.CharField(max_length=100)),
                ('email', models.EmailField(max_length=254)),
                ('phone', models.CharField(max_length=20)),
                ('iban', models.CharField(max_length=34)),
                ('bic', models.CharField(max_length=11)),
                ('bank_name', models.CharField(max_length=60)),
            ],
            options={
                'db_table': 'billing_own_provider',
                'managed': False,
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('rows_of_house', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='OwnQuote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField()),
                ('number', models.CharField(max_length=20)),
                ('state', models.CharField(choices=[('draft', 'Brouillon'), ('sent', 'Envoyé'), ('accepted', 'Accepté'), ('refused', 'Refusé'), ('expired', 'Expiré'), ('superseded', 'Remplacé')], max_length=12)),
                ('title', models.CharField(max_length=150)),
                ('sent_on', models.DateField(null=True)),
                ('valid_until', models.DateField(null=True)),
                ('ht_cents', models.BigIntegerField()),
                ('ttc_cents', models.BigIntegerField()),
                ('pdf_uid', models.UUIDField(null=True)),
            ],
            options={
                'db_table': 'billing_own_quote',
                'ordering': ('-sent_on', '-pk'),
                'managed': False,
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('rows_of_house', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='OwnServiceDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('days', models.DecimalField(decimal_places=1, max_digits=3)),
                ('note', models.CharField(max_length=200)),
            ],
            options={
                'db_table': 'billing_own_serviceday',
                'ordering': ('on', 'pk'),
                'managed': False,
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('rows_of_house', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='OwnServiceOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField()),
                ('kind', models.PositiveSmallIntegerField(choices=[(1, 'Mise en service'), (2, 'Hébergement'), (3, 'Maintenance et assistance'), (4, 'Formation'), (5, 'Conseil')])),
                ('state', models.CharField(choices=[('asked', 'Demandé'), ('quoted', 'Chiffré'), ('ordered', 'Commandé'), ('delivered', 'Réalisé'), ('declined', 'Sans suite')], max_length=10)),
                ('subject', models.CharField(max_length=100)),
                ('wish', models.TextField()),
                ('days_quoted', models.DecimalField(decimal_places=1, max_digits=5)),
                ('days_ordered', models.DecimalField(decimal_places=1, max_digits=5)),
                ('day_cents', models.BigIntegerField()),
                ('asked_at', models.DateTimeField()),
                ('by_label', models.CharField(max_length=150)),
                ('closed_note', models.CharField(max_length=300)),
            ],
            options={
                'db_table': 'billing_own_serviceorder',
                'ordering': ('-asked_at', '-pk'),
                'managed': False,
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('rows_of_house', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name='dueitem',
            name='given_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='référence donnée le'),
        ),
        migrations.AddField(
            model_name='dueitem',
            name='given_by_label',
            field=models.CharField(blank=True, max_length=150, verbose_name='référence donnée par'),
        ),
        migrations.AddField(
            model_name='dueitem',
            name='given_by_ref',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.RunSQL(
            (SQL / "own_rows.sql").read_text(encoding="utf-8"),
            (SQL / "no_own_rows.sql").read_text(encoding="utf-8"),
        ),
    ]
