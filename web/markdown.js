// The little Markdown that Poplit's replies use: paragraphs, "- " lists, **bold**, [words](https://…) and bare links.
// Everything becomes DOM nodes; no text is ever read as HTML.

const INLINE = /\*\*([^*]+)\*\*|\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)|(https?:\/\/[^\s<>()]*[^\s<>().,;:!?])/g;

/** The text as a fragment of paragraphs and lists. */
export function render(text) {
  const fragment = document.createDocumentFragment();
  for (const block of text.trim().split(/\n\s*\n/)) {
    for (const part of parts(block.split("\n"))) fragment.append(part.items ? list(part.items) : paragraph(part.lines));
  }
  return fragment;
}

function parts(lines) {
  const found = [];
  for (const line of lines) {
    const item = /^\s*[-*•]\s+(.*)$/.exec(line);
    const kind = item ? "items" : "lines";
    if (!found.at(-1)?.[kind]) found.push({ [kind]: [] });
    found.at(-1)[kind].push(item ? item[1] : line);
  }
  return found;
}

function paragraph(lines) {
  const p = document.createElement("p");
  lines.forEach((line, at) => {
    if (at) p.append(document.createElement("br"));
    p.append(...inline(line));
  });
  return p;
}

function list(items) {
  const ul = document.createElement("ul");
  for (const item of items) {
    const li = document.createElement("li");
    li.append(...inline(item));
    ul.append(li);
  }
  return ul;
}

/** One line as nodes: bold, links, and plain text. */
export function inline(line) {
  const nodes = [];
  let from = 0;
  for (const found of line.matchAll(INLINE)) {
    nodes.push(line.slice(from, found.index));
    const [whole, bold, words, address, bare] = found;
    nodes.push(bold ? strong(bold) : link(words ?? bare, address ?? bare));
    from = found.index + whole.length;
  }
  nodes.push(line.slice(from));
  return nodes.filter((node) => node !== "");
}

function strong(words) {
  const node = document.createElement("strong");
  node.append(words);
  return node;
}

function link(words, address) {
  const node = document.createElement("a");
  node.href = address;
  node.target = "_blank";
  node.rel = "noopener noreferrer";
  node.append(words);
  return node;
}
