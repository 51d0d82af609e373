"""Knowledge articles: find one in the reader's language, record whether it helped, load them from disk."""

from webapp.services.knowledge.articles import (
    ArticleNotFoundError,
    get_article,
    import_articles,
    record_article_feedback,
)
from webapp.services.knowledge.files import ArticleFileError
from webapp.services.knowledge.indexing import index_articles, list_searchable_articles
from webapp.services.knowledge.views import ArticleSource, ArticleView

__all__ = [
    "ArticleFileError",
    "ArticleNotFoundError",
    "ArticleSource",
    "ArticleView",
    "get_article",
    "import_articles",
    "index_articles",
    "list_searchable_articles",
    "record_article_feedback",
]
