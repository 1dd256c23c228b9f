// The places around one: those above it, those inside it, and the link to its one-page file.
/** @import { PlaceContent, PlaceLink, View } from "./types.d.ts" */
import { element } from "./dom.js"
import { fileUrl } from "./files.js"

/** @returns {View<PlaceContent>} */
export function createView() {
  const root = element("div", { class: "vm-card vm-place" })
  return { root, update: (content) => root.replaceChildren(...partsOf(content)) }
}

/** @param {PlaceContent} content */
function partsOf({ place, dataset, above, inside, kinds, more, form }) {
  const query = new URLSearchParams({ place }).toString()
  const file = fileUrl({ dataset, query }, "place_numbers", form, { size: "a4" }).href
  const page = element(
    "a",
    { href: file, download: "" },
    `One-page A4 file (${form.toUpperCase()})`,
  )
  const parts = [
    ...(above.length ? [element("p", {}, "Lies in ", ...joined(above, " › "))] : []),
    ...(inside.length ? [insideOf(inside, kinds, more)] : []),
    element("p", {}, page),
  ]
  return parts
}

/**
 * @param {PlaceLink[]} inside
 * @param {string} kinds
 * @param {number} more
 */
function insideOf(inside, kinds, more) {
  const count = (inside.length + more).toLocaleString("en")
  const rest = more ? [` and ${more.toLocaleString("en")} more: search for them by name.`] : []
  const summary = element("summary", { "data-rows": "" }, `${count} ${kinds} inside`)
  const list = element("p", { "data-rows": "" }, ...joined(inside, ", "), ...rest)
  return element("details", { class: "vm-notes" }, summary, list)
}

/**
 * @param {PlaceLink[]} links
 * @param {string} between
 * @returns {(string | Node)[]}
 */
function joined(links, between) {
  return links.flatMap(({ label, link }, nth) => {
    const one = element("a", { href: link }, label)
    return nth ? [between, one] : [one]
  })
}
