// The reading room: the reader's text as text, each figure a mark that opens its record.
import { addressed, element, saying } from "./dom.js"
import { withPanel } from "./panel.js"

export function mount(parent) {
  const view = { root: element("section", { class: "vm-card" }), said: saying() }
  view.verdict = element("div", { role: "status" })
  view.text = element("div", {
    class: "vm-text",
    tabindex: "0",
    role: "document",
    "aria-label": "The text",
  })
  const panel = withPanel(view, (figure) => show(view, figure))
  view.root.append(view.verdict, view.said, element("div", { class: "vm-side" }, panel, view.text))
  view.root.addEventListener("keydown", (event) => {
    if (event.target.matches("mark") && ["Enter", " "].includes(event.key)) {
      event.target.click(), event.preventDefault()
    }
  })
  parent.append(view.root)
  return view
}

export function update(view, content) {
  const counts = Object.entries(content.counts).map(([state, count]) => `${count} ${state}`).join(
    ", ",
  )
  view.verdict.replaceChildren(
    element("p", { class: content.same ? "vm-same" : "vm-other" }, content.says),
    element("p", { "data-rows": "" }, `${content.read_as} Figures: ${counts}. `, unused(content)),
    ...names("Not found again", content.missing.map((id) => [id, ""])),
    ...names("Moved", content.moved),
    index(content.pieces.filter(([, kind]) => kind === "figure")),
  )
  view.text.replaceChildren(...content.pieces.map(piece))
}

function unused({ unused_count: count, unused: shown }) {
  if (!count) return "No number of the text is left unused."
  return `Numbers that no figure uses: ${count} (${shown.slice(0, 20).join("; ")}${
    count > 20 ? "; …" : ""
  }).`
}

// From a figure to its place in the text; the other way is a click on the text.
function index(figures) {
  const links = figures.flatMap(([, , figure]) => [addressed(figure, figure), " "])
  return element("p", { class: "vm-index", "data-rows": "" }, "Find in the text: ", ...links)
}

function names(title, lines) {
  const line = ([id, more]) => element("li", {}, addressed(id, id), more ? `: ${more}` : "")
  return lines.length
    ? [element("h4", {}, title), element("ul", { "data-rows": "" }, ...lines.map(line))]
    : []
}

function piece([text, kind, figure]) {
  if (kind === "plain") return document.createTextNode(text)
  if (kind === "unused") {
    return element("mark", { class: "vm-unused", title: "No figure uses this number" }, text)
  }
  return element("mark", {
    role: "button",
    tabindex: "0",
    title: `Figure ${figure}`,
    "data-address": figure,
  }, text)
}

function show(view, figure) {
  for (const one of view.text.querySelectorAll("mark[data-address]")) {
    const on = one.dataset.address === figure
    one.toggleAttribute("data-open", on)
    if (on && view.opener !== one) one.scrollIntoView({ block: "nearest" })
  }
}
