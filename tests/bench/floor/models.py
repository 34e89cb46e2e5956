"""Rows like ours, in one table and its authors'."""

from django.db import models


class Author(models.Model):
    """Who wrote."""

    name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.name


class Idea(models.Model):
    """What is listed."""

    title = models.CharField(max_length=200)
    body = models.TextField()
    author = models.ForeignKey(Author, models.CASCADE)
    published_at = models.DateTimeField(db_index=True)
    supports = models.IntegerField()
    comments = models.IntegerField()

    def __str__(self) -> str:
        return self.title
