// @ts-check
// The headline of a page: what it is about, its finding, unit and scope. Its numbers open the panel
// of the card below.
import { button, element, linked } from "./dom.js"

export const OPEN = "vm-open"
const FOLDED = "vm-filters-open"

/** @param {HTMLElement} parent */
export function mount(parent) {
  const root = element("div", { class: "vm-heading" })
  const about = element("p", { class: "vm-about" })
  const title = element("h1")
  const subtitle = element("p", { class: "vm-subtitle" })
  const toggle = button("Filters", { class: "vm-filters-toggle", "aria-expanded": "false" }, () => {
    const open = document.body.classList.toggle(FOLDED)
    toggle.setAttribute("aria-expanded", String(open))
  })
  root.append(about, title, subtitle, toggle)
  const view = { root, about, title, subtitle, toggle, content: undefined }
  root.addEventListener("click", (event) => openBelow(view, event))
  parent.append(root)
  return view
}

export function unmount() {
  document.body.classList.remove(FOLDED)
}

export function update(view, content) {
  view.about.textContent = content.about
  view.title.replaceChildren(...linked(content.title))
  view.subtitle.replaceChildren(...linked(content.subtitle))
  view.toggle.hidden = content.filters_on === null
  view.toggle.replaceChildren("Filters", ...filtersOn(content.filters_on))
}

/**
 * @param {number | null} count
 * @returns {HTMLElement[]} how many filters are on, in words
 */
export function filtersOn(count) {
  return count ? [element("span", { "data-rows": "" }, ` (${count} on)`)] : []
}

function openBelow(view, event) {
  const opener = event.target.closest("[data-address]")
  if (!opener) return
  const detail = { card: view.content.name, address: opener.dataset.address, opener }
  document.dispatchEvent(new CustomEvent(OPEN, { detail }))
}
