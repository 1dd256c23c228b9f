// A link to a page of the dashboard: through its menu where that is in view, without a reload.
import { element } from "./dom.js"
import { menuLinks } from "./streamlit_dom.js"

/**
 * @param {string} page its path
 * @param {...(string | Node)} children
 */
export function pageLink(page, ...children) {
  const link = element("a", { href: page }, ...children)
  link.addEventListener("click", (event) => {
    const ours = menuLinks().find((one) => one.pathname === link.pathname)
    if (!ours || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    ours.click()
  })
  return link
}
