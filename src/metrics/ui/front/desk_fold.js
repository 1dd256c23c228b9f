// @ts-check
// A part of the desk that is filled when it is opened.
import { element } from "./dom.js"

/**
 * @param {string} title
 * @param {() => (Node | string)[]} fill
 * @param {string} name
 * @param {() => Promise<boolean>} [refresh] asks the server; whether there is anything new
 */
export function folded(title, fill, name, refresh) {
  const body = element("div")
  const details = /** @type {HTMLDetailsElement} */ (element(
    "details",
    { class: "vm-desk-more", "data-more": name },
    element("summary", {}, title),
    body,
  ))
  const draw = () => body.replaceChildren(...fill())
  details.addEventListener("toggle", async () => {
    if (!details.open) return
    draw()
    if (await refresh?.().catch(() => false)) draw()
  })
  return details
}
