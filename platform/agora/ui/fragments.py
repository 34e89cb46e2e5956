"""Drawing one named block of a template, wherever the inheritance defines it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template import TemplateSyntaxError
from django.template.context import make_context
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockContext, BlockNode, ExtendsNode
from django.utils.safestring import SafeString


def render_block(
    template: Any, name: str, context: Mapping[str, Any], request: HttpRequest
) -> SafeString:
    """Draw the block `name` of a backend template, with its context processors."""
    inner = template.template
    filled = make_context(dict(context), request, autoescape=template.backend.engine.autoescape)
    with filled.render_context.push_state(inner), filled.bind_template(inner):
        blocks = _blocks(inner, filled)
        block = blocks.get_block(name)
        if block is None:
            raise TemplateSyntaxError(f"{inner.name} has no block {name!r}")
        filled.render_context[BLOCK_CONTEXT_KEY] = blocks
        return block.render(filled)


def _blocks(template: Any, context: Any) -> BlockContext:
    """Collect the blocks of a template and its parents, the youngest winning."""
    blocks = BlockContext()
    while template is not None:
        blocks.add_blocks(
            {node.name: node for node in template.nodelist.get_nodes_by_type(BlockNode)}
        )
        parent = next(iter(template.nodelist.get_nodes_by_type(ExtendsNode)), None)
        template = parent.get_parent(context) if parent else None
    return blocks
