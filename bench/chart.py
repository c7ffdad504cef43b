"""Bar charts of ratios, as SVG, with nothing but text."""
from xml.sax.saxutils import escape

BAR, GAP, LABEL, WIDTH, MARGIN = 9, 5, 130, 520, 12  # pixels
COLORS = ["#3465a4", "#c17d11", "#4e9a06", "#75507b", "#cc0000"]


def nice_limit(value):
    """The first round number that is not below `value`."""
    step = 1
    while True:
        for factor in (1, 2, 5):
            if step * factor >= value:
                return step * factor
        step *= 10


def scale_marks(limit):
    return [limit * n / 4 for n in range(5)]


def bars(x, y, row, peers, limit):
    """The bars of one program, one for each peer that ran it."""
    shapes = []
    for n, peer in enumerate(peers):
        ratio = row.get(peer)
        if ratio is None:
            continue
        top = y + n * BAR
        width = min(ratio, limit) / limit * WIDTH
        shapes.append(f'<rect x="{x}" y="{top}" width="{width:.1f}" height="{BAR - 1}" '
                      f'fill="{COLORS[n % len(COLORS)]}"/>')
        shapes.append(f'<text x="{x + width + 3:.1f}" y="{top + BAR - 2}" font-size="8">{ratio:.2f}</text>')
    return shapes


def chart(title, rows, peers):
    """An SVG document. rows: [(name, {peer: ratio})]; a ratio above 1 is better."""
    values = sorted(ratio for _, row in rows for ratio in row.values())
    limit = nice_limit(values[len(values) * 95 // 100]) if values else 1
    height_of_row = BAR * len(peers) + GAP
    top = MARGIN + 40
    height = top + height_of_row * len(rows) + 2 * MARGIN
    x = MARGIN + LABEL
    shapes = [f'<text x="{MARGIN}" y="{MARGIN + 8}" font-size="13">{escape(title)}</text>']
    for n, peer in enumerate(peers):
        left = x + n * 110
        shapes.append(f'<rect x="{left}" y="{MARGIN + 16}" width="9" height="9" fill="{COLORS[n % len(COLORS)]}"/>')
        shapes.append(f'<text x="{left + 13}" y="{MARGIN + 24}">{escape(peer)}</text>')
    for mark in scale_marks(limit) + [1.0]:
        at = x + mark / limit * WIDTH
        color = "#888" if mark == 1.0 else "#ddd"
        shapes.append(f'<line x1="{at:.1f}" y1="{top}" x2="{at:.1f}" y2="{height - 2 * MARGIN}" stroke="{color}"/>')
        shapes.append(f'<text x="{at:.1f}" y="{height - MARGIN}" text-anchor="middle">{mark:g}</text>')
    for n, (name, row) in enumerate(rows):
        y = top + n * height_of_row
        shapes.append(f'<text x="{x - 6}" y="{y + height_of_row / 2 + 1:.1f}" text-anchor="end">{escape(name)}</text>')
        shapes += bars(x, y, row, peers, limit)
    width = x + WIDTH + 50
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'font-family="sans-serif" font-size="10">\n<rect width="100%" height="100%" fill="#fff"/>\n'
            + "\n".join(shapes) + "\n</svg>\n")
