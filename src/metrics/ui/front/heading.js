// The headline of a page: what it is about, its finding, unit and scope. Its numbers open the panel
// of the card below, and it says what that card says.
/** @import { CardContent, HeadingContent, View } from "./types.d.ts" */
import { element, linked } from "./dom.js"

export const OPEN_NUMBER = "vm-open"
export const DRAWN = "vm-drawn"

/** @returns {View<HeadingContent>} */
export function createView() {
  const about = element("p", { class: "vm-about" })
  const title = element("h1")
  const subtitle = element("p", { class: "vm-subtitle" })
  const root = element("div", { class: "vm-heading" }, about, title, subtitle)
  let card = ""
  let page = ""
  let shown = "" // the stamp of the card that it is cut from
  /** @type {CardContent | undefined} what the card below shows */
  let below
  root.addEventListener("click", (event) => openBelow(card, event))

  /** @param {Pick<HeadingContent, "of" | "title" | "subtitle"> & { texts: string }} parts */
  function show({ of, texts, title: finding, subtitle: unit }) {
    if (of === shown) return
    shown = of
    about.textContent = texts
    title.replaceChildren(...linked(finding))
    subtitle.replaceChildren(...linked(unit))
  }

  const follow = (/** @type {Event} */ event) => {
    if (!(event instanceof CustomEvent) || event.detail.name !== card) return
    const content = below = /** @type {CardContent} */ (event.detail)
    const { title: finding, subtitle: unit = [], about: pieces } = content.linked
    const words = pieces.map(([text]) => text).join("")
    show({ of: content.stamp, texts: `${page} · ${words}`, title: finding, subtitle: unit })
  }
  document.addEventListener(DRAWN, follow)
  return {
    root,
    update(content) {
      if (content.name !== card) below = undefined
      card = content.name
      page = content.page
      // Of an older choice than the card shows by now, it is not shown.
      if (below && below.stamp !== content.of) return
      show({ ...content, texts: `${page} · ${content.about}` })
    },
    destroy: () => document.removeEventListener(DRAWN, follow),
  }
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
