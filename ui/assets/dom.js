// Two helpers that keep text text: children are nodes or strings, never markup.
export function element(name, properties = {}, children = []) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
}

export function replaceChildren(node, children) {
  node.replaceChildren(...children);
}
