// Elements and texts. Every text is set as text, never as markup.
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}

export function button(label, attributes = {}, act) {
  const made = element("button", { type: "button", ...attributes }, label)
  if (act) made.addEventListener("click", act)
  return made
}

// A number with an address is a button that opens it; any other text stays text.
export function addressed(text, address) {
  return address
    ? button(text, { class: "vm-address", "data-address": address })
    : document.createTextNode(text)
}

/**
 * @param {[string, string][]} pieces texts, each with the address that it opens or ""
 * @returns {Node[]} the pieces; an opening quote stays on the line of the number that follows it
 */
export function linked(pieces = []) {
  /** @type {Node[]} */
  const nodes = []
  for (const [text, address] of pieces) {
    const before = nodes.at(-1)
    const node = addressed(text, address)
    if (address && before instanceof Text && before.data.endsWith("“")) {
      before.data = before.data.slice(0, -1)
      nodes.push(element("span", { class: "vm-quoted" }, "“", node))
    } else nodes.push(node)
  }
  return nodes
}

export function say(view, ...words) {
  view.said.replaceChildren(...words)
}

export function saying() {
  return element("p", { class: "vm-said", role: "status", "aria-live": "polite" })
}
