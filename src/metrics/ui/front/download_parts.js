// Parts of the download dialog that its sections share.
import { element } from "./dom.js"

/**
 * @param {string} title
 * @param {string} hint
 * @param {...Node} parts
 */
export function section(title, hint, ...parts) {
  const words = element("p", { class: "vm-hint" }, hint)
  return element("section", {}, element("h3", {}, title), words, ...parts)
}

/** @param {...Node} parts */
export function controls(...parts) {
  return element("div", { class: "vm-controls vm-taking" }, ...parts)
}

/**
 * @param {string} label
 * @param {Record<string, string>} choices label by value
 * @param {string} selected
 */
export function select(label, choices, selected) {
  const options = Object.entries(choices).map(([value, text]) => element("option", { value }, text))
  const input = element("select", { "aria-label": label }, ...options)
  input.value = selected
  return input
}

/**
 * @param {number} count
 * @param {string} noun
 */
export function counted(count, noun) {
  return `${count} ${noun}${count === 1 ? "" : "s"}`
}
