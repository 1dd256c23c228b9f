// Elements and texts. Every text is set as text, never as markup.
/** @import { Piece } from "./types.d.ts" */

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string>} [attributes]
 * @param {...(string | Node)} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function element(name, attributes = {}, ...children) {
  const node = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value)
  node.append(...children)
  return node
}

/**
 * @param {string} label
 * @param {Record<string, string>} [attributes]
 * @param {(event: MouseEvent) => void} [act]
 */
export function button(label, attributes = {}, act) {
  const node = element("button", { type: "button", ...attributes }, label)
  if (act) node.addEventListener("click", act)
  return node
}

/**
 * @param {string} text
 * @param {string} [address]
 * @returns {Node} a button where the text has an address that opens, any other text as text
 */
export function addressed(text, address) {
  return address
    ? button(text, { class: "vm-address", "data-address": address })
    : document.createTextNode(text)
}

/**
 * @param {Piece[]} pieces texts, each with the address that it opens or ""
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

/** @returns {HTMLElement} a line that tells what is going on, also to a screen reader */
export function statusLine() {
  return element("p", { class: "vm-said", role: "status", "aria-live": "polite" })
}

/** @param {unknown} error */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error)
}

/** @param {string} name of a key of the keyboard */
export function key(name) {
  return element("kbd", {}, name)
}
