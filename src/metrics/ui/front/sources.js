// The list of sources: every figure of the document, found by text and by filter, each with a link.
import { addressed, button, element, saying } from "./dom.js"
import { listLinks } from "./jobs.js"
import { copied, figureQuery, open, withPanel } from "./panel.js"

const COLUMNS = ["Figure", "Value", "What it counts", "Printed as", "Place", "Certainty"]

export function mount(parent) {
  const view = { root: element("section", { class: "vm-card" }), said: saying() }
  view.controls = element("form", { class: "vm-controls", role: "search" })
  view.says = element("p")
  view.count = element("p", { role: "status", "data-rows": "" })
  view.body = element("tbody")
  view.cite = element("div", { class: "vm-buttons" })
  view.files = element("div")
  const head = element("thead", {}, element("tr", {}, ...COLUMNS.map((text) => element("th", { scope: "col" }, text))))
  const list = element("div", { class: "vm-scroll vm-list", tabindex: "0" }, element("table", {}, head, view.body))
  view.parts = element("ul", { "data-rows": "" })
  view.list = list
  view.root.append(view.says, view.parts, view.controls, view.cite, view.files, withPanel(view, remember), view.said, view.count, list)
  view.controls.addEventListener("input", () => narrow(view))
  view.controls.addEventListener("submit", (event) => event.preventDefault())
  parent.append(view.root)
  return view
}

export function update(view, content) {
  view.says.textContent = content.says
  view.parts.replaceChildren(...content.parts.map((text) => element("li", {}, text)))
  view.controls.hidden = view.list.hidden = view.count.hidden = !content.figures.length
  view.search = element("input", { type: "search", placeholder: "719, households, kloc …", "aria-label": "Search the figures" })
  view.selects = content.filters.map(select)
  view.controls.replaceChildren(label("Search", view.search), ...view.selects.map((one) => label(one.title, one)))
  const cite = (name) => button(`Copy ${name}`, {}, () => copied({ said: status }, content.citations[name]))
  const status = saying()
  const hint = content.cite_note ? [element("span", { class: "vm-hint" }, content.cite_note)] : []
  view.cite.replaceChildren(...Object.keys(content.citations).map(cite), status, ...hint)
  view.files.replaceChildren(...(content.figures.length ? [listLinks(content.export, "figures")] : []))
  view.rows = content.figures.map((figure) => [figure, line(figure)])
  view.body.replaceChildren(...view.rows.map(([, row]) => row))
  narrow(view)
  open(view, new URLSearchParams(location.search).get("figure"))
}

// The address of the page is the figure's own link.
function remember(figure) {
  const url = new URL(location.href)
  figure ? url.searchParams.set("figure", figure) : url.searchParams.delete("figure")
  history.replaceState(history.state, "", url)
}

function label(text, control) {
  return element("label", {}, element("span", {}, text), control)
}

function select({ name, label: title, choices }) {
  const all = element("option", { value: "" }, "all")
  const made = element("select", { name, title }, all, ...choices.map((one) => element("option", { value: one }, one)))
  return made
}

function line(figure) {
  const link = element("a", { href: figureQuery(figure.id), "data-address": figure.id }, figure.id)
  const cells = [link, addressed(figure.value, figure.id), addressed(figure.counts), addressed(figure.printed), addressed(figure.place), addressed(figure.certainty)]
  const row = element("tr", { "data-address": figure.id }, ...cells.map((cell) => element("td", {}, cell)))
  row.children[4].dataset.place = ""
  return row
}

function narrow(view) {
  const words = view.search.value.toLowerCase().split(/\s+/).filter(Boolean)
  const asked = view.selects.filter((one) => one.value)
  let shown = 0
  for (const [figure, row] of view.rows) {
    const found = words.every((word) => figure.search.includes(word)) && asked.every((one) => figure.of[one.name] === one.value)
    row.hidden = !found
    shown += found
  }
  view.count.textContent = shown ? `${shown} of ${view.rows.length} figures` : "No figure matches: shorten the search, or set a filter back to “all”."
}
