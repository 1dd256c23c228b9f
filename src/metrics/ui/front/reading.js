// The reading room: the reader's text as text, each figure a mark that opens its record.
/** @import { ReadingContent, TextPiece, View } from "./types.d.ts" */
import { addressed, element } from "./dom.js"
import { createPanel } from "./panel.js"

const MOST_UNUSED = 20

/** @returns {View<ReadingContent>} */
export function createView() {
  /** @type {ReadingContent | undefined} */
  let content
  const root = element("section", { class: "vm-card" })
  const verdict = element("div", { role: "status" })
  const text = element("div", {
    class: "vm-text",
    tabindex: "0",
    role: "document",
    "aria-label": "The text",
  })
  const panel = createPanel(root, () => content, {
    change: (figure) => showOpen(text, figure, panel.opener()),
  })
  root.append(verdict, element("div", { class: "vm-side" }, panel.root, text))
  root.addEventListener("keydown", (event) => {
    if (!(event.target instanceof HTMLElement) || !event.target.matches("mark")) return
    if (event.key !== "Enter" && event.key !== " ") return
    event.target.click()
    event.preventDefault()
  })
  return {
    root,
    update(next) {
      content = next
      const figures = next.pieces.filter(([, kind]) => kind === "figure")
      verdict.replaceChildren(
        element("p", { class: next.same ? "vm-same" : "vm-other" }, next.says),
        element("p", { "data-rows": "" }, summaryOf(next)),
        ...list("Not found again", next.missing.map((id) => [id, ""])),
        ...list("Moved", next.moved),
        index(figures.map(([, , figure]) => figure)),
      )
      text.replaceChildren(...next.pieces.map(piece))
      panel.refresh()
    },
  }
}

/**
 * @param {Pick<ReadingContent, "read_as" | "counts" | "unused" | "unused_count">} content
 * @returns {string} how the text was read, and what was found in it
 */
export function summaryOf({ read_as, counts, unused, unused_count }) {
  const stateCounts = Object.entries(counts).map(([state, count]) => `${count} ${state}`).join(", ")
  const some = unused.slice(0, MOST_UNUSED).join("; ") + (unused_count > MOST_UNUSED ? "; …" : "")
  const rest = unused_count
    ? `Numbers that no figure uses: ${unused_count} (${some}).`
    : "No number of the text is left unused."
  return `${read_as} Figures: ${stateCounts}. ${rest}`
}

/**
 * From a figure to its place in the text; the other way is a click on the text.
 * @param {string[]} figures
 */
function index(figures) {
  const links = figures.flatMap((figure) => [addressed(figure, figure), " "])
  return element("p", { class: "vm-index", "data-rows": "" }, "Find in the text: ", ...links)
}

/**
 * @param {string} title
 * @param {[figure: string, more: string][]} lines
 */
function list(title, lines) {
  const items = lines.map(([id, more]) =>
    element("li", {}, addressed(id, id), more ? `: ${more}` : "")
  )
  if (!items.length) return []
  return [element("h4", {}, title), element("ul", { "data-rows": "" }, ...items)]
}

/** @param {TextPiece} piece */
function piece([text, kind, figure]) {
  if (kind === "plain") return document.createTextNode(text)
  if (kind === "unused") {
    return element("mark", { class: "vm-unused", title: "No figure uses this number" }, text)
  }
  const title = `Figure ${figure}`
  return element("mark", { role: "button", tabindex: "0", title, "data-address": figure }, text)
}

/**
 * @param {HTMLElement} text
 * @param {string | undefined} figure
 * @param {Element | undefined} opener
 */
function showOpen(text, figure, opener) {
  for (const one of text.querySelectorAll("mark[data-address]")) {
    const on = one.getAttribute("data-address") === figure
    one.toggleAttribute("data-open", on)
    if (on && opener !== one) one.scrollIntoView({ block: "nearest" })
  }
}
