// A link to a page of the dashboard: through its menu where that is in view, without a reload.
import { element } from "./dom.js"
import { carryAlong, isForAnotherWindow, menuLinks } from "./streamlit_dom.js"

/**
 * @param {string} page its path
 * @param {...(string | Node)} children
 */
export function pageLink(page, ...children) {
  const link = element("a", { href: page }, ...children)
  link.addEventListener("pointerdown", () => carryAlong(link))
  link.addEventListener("click", (event) => {
    carryAlong(link)
    const ours = menuLinks().find((one) => one.pathname === link.pathname)
    if (!ours || isForAnotherWindow(event)) return
    event.preventDefault()
    ours.click()
  })
  return link
}
