"""Parts of documents that are made: what stands between `<!-- NAME -->` and `<!-- /NAME -->`."""


def put_into(document: str, name: str, made: str) -> str:
    """Return the document with `made` as its part of that name. Raises ValueError where it has no such part."""
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    before, rest = document.split(begin)
    return before + begin + made + end + rest.split(end)[1]
