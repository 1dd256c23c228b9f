// The headline of a page: what it is about, its finding, unit and scope. Its numbers open the panel
// of the card below.
/** @import { HeadingContent, View } from "./types.d.ts" */
import { button, element, linked } from "./dom.js"

export const OPEN_NUMBER = "vm-open"
const FOLDED = "vm-filters-open"

/** @returns {View<HeadingContent>} */
export function createView() {
  const about = element("p", { class: "vm-about" })
  const title = element("h1")
  const subtitle = element("p", { class: "vm-subtitle" })
  const toggle = button("Filters", { class: "vm-filters-toggle", "aria-expanded": "false" }, () => {
    const open = document.body.classList.toggle(FOLDED)
    toggle.setAttribute("aria-expanded", String(open))
  })
  const root = element("div", { class: "vm-heading" }, about, title, subtitle, toggle)
  let card = ""
  root.addEventListener("click", (event) => openBelow(card, event))
  return {
    root,
    update(content) {
      card = content.name
      about.textContent = content.about
      title.replaceChildren(...linked(content.title))
      subtitle.replaceChildren(...linked(content.subtitle))
      toggle.hidden = content.filters_on === null
      toggle.replaceChildren("Filters", ...filtersOn(content.filters_on))
    },
    destroy: () => document.body.classList.remove(FOLDED),
  }
}

/**
 * @param {number | null} count
 * @returns {HTMLElement[]} how many filters are on, in words
 */
export function filtersOn(count) {
  return count ? [element("span", { "data-rows": "" }, ` (${count} on)`)] : []
}

/**
 * @param {string} card the name of the card below
 * @param {MouseEvent} event
 */
function openBelow(card, event) {
  const opener = event.target instanceof Element && event.target.closest("[data-address]")
  if (!opener) return
  const detail = { card, address: opener.getAttribute("data-address"), opener }
  document.dispatchEvent(new CustomEvent(OPEN_NUMBER, { detail }))
}
