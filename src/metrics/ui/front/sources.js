// The list of sources: every figure of the document, found by text and by filter, each with a link.
import { addressed, button, element, saying } from "./dom.js"
import { listLinks } from "./jobs.js"
import { copied, figureQuery, open, withPanel } from "./panel.js"

const COLUMNS = ["Figure", "Value", "What it counts", "Printed as", "Place", "Certainty"]

export function mount(parent) {
  const view = { root: element("section", { class: "vm-card" }), said: saying() }
  view.controls = element("form", { class: "vm-controls", role: "search" })
  view.says = element("p", { "data-rows": "" })
  view.count = element("p", { role: "status", "data-rows": "" })
  view.body = element("tbody")
  view.cite = element("div", { class: "vm-buttons" })
  view.files = element("div")
  const names = COLUMNS.map((text) => element("th", { scope: "col" }, text))
  const head = element("thead", {}, element("tr", {}, ...names))
  const table = element("table", {}, head, view.body)
  view.list = element("div", { class: "vm-scroll vm-list", tabindex: "0" }, table)
  view.parts = element("ul", { "data-rows": "" })
  const panel = withPanel(view, remember)
  const above = [view.says, view.parts, view.controls, view.cite, view.files, panel, view.said]
  view.root.append(...above, view.count, view.list)
  view.controls.addEventListener("input", () => narrow(view))
  view.controls.addEventListener("submit", (event) => event.preventDefault())
  parent.append(view.root)
  return view
}

export function update(view, content) {
  view.says.textContent = content.says
  view.parts.replaceChildren(...content.parts.map((text) => element("li", {}, text)))
  for (const part of [view.controls, view.cite, view.count, view.list]) {
    part.hidden = !content.figures.length
  }
  const placeholder = "719, households, kloc …"
  view.search = element("input", {
    type: "search",
    placeholder,
    "aria-label": "Search the figures",
  })
  view.selects = content.filters.map(select)
  view.controls.replaceChildren(
    label("Search", view.search),
    ...view.selects.map((one) => label(one.title, one)),
  )
  const cite = (name) =>
    button(`Copy ${name}`, {}, () => copied({ said: status }, content.citations[name]))
  const status = saying()
  const hint = content.cite_note ? [element("span", { class: "vm-hint" }, content.cite_note)] : []
  view.cite.replaceChildren(...Object.keys(content.citations).map(cite), status, ...hint)
  view.files.replaceChildren(
    ...(content.figures.length ? [listLinks(content.export, "figures")] : []),
  )
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
  const made = element(
    "select",
    { name, title },
    all,
    ...choices.map((one) => element("option", { value: one }, one)),
  )
  return made
}

function line(figure) {
  const href = figureQuery(figure.id)
  const link = element("a", { href, "data-address": figure.id }, figure.id)
  const texts = [figure.counts, figure.printed, figure.place, figure.certainty]
  const value = addressed(figure.value, figure.id)
  const cells = [link, value, ...texts.map((text) => addressed(text))]
  const row = element(
    "tr",
    { "data-address": figure.id },
    ...cells.map((cell) => element("td", {}, cell)),
  )
  row.children[4].dataset.place = ""
  return row
}

function narrow(view) {
  const words = view.search.value.toLowerCase().split(/\s+/).filter(Boolean)
  const asked = view.selects.filter((one) => one.value)
  let shown = 0
  for (const [figure, row] of view.rows) {
    const found = words.every((word) => figure.search.includes(word)) &&
      asked.every((one) => figure.of[one.name] === one.value)
    row.hidden = !found
    shown += found
  }
  view.count.textContent = counted(shown, view.rows.length)
}

/**
 * @param {number} shown
 * @param {number} all
 * @returns {string} how many figures match, or that none does
 */
export function counted(shown, all) {
  if (!all) return ""
  if (shown) return `${shown} of ${all} figures`
  return "No figure matches: shorten the search, or set a choice back to “all”."
}
