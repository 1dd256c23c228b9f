// Copying a text; where the browser keeps the clipboard closed, the text stands there to be marked.
import { element } from "./dom.js"

/**
 * @param {HTMLElement} status where it is told
 * @param {string} text
 */
export async function copyText(status, text) {
  try {
    await navigator.clipboard.writeText(text)
    status.replaceChildren("Copied.")
  } catch {
    const field = element("textarea", { readonly: "", rows: "6", "aria-label": "The text" }, text)
    status.replaceChildren("This browser keeps the clipboard closed. The text to copy: ", field)
  }
}
