// The cross-checks of a document: what holds, what fails, what cannot be checked.
import { element, saying } from "./dom.js"
import { listLinks } from "./jobs.js"
import { withPanel } from "./panel.js"
import { table } from "./table.js"

const WORDS = { holds: "hold", fails: "fail" }
const SIGNS = { holds: "✓", fails: "✗", "cannot be checked": "?" }

export function mount(parent) {
  const view = { root: element("section", { class: "vm-card" }), said: saying() }
  view.summary = element("p", { "data-rows": "" })
  view.list = element("div", { class: "vm-scroll vm-list", tabindex: "0" })
  view.files = element("div")
  view.parts = element("ul", { "data-rows": "" })
  view.root.append(view.summary, view.parts, view.files, withPanel(view), view.said, view.list)
  parent.append(view.root)
  return view
}

export function update(view, content) {
  const parts = Object.entries(content.verdicts).map(([verdict, count]) =>
    `${count} ${WORDS[verdict] ?? verdict}`
  )
  view.summary.textContent = parts.length
    ? `Of the cross-checks: ${parts.join(", ")}.`
    : "This dataset has no cross-checks."
  view.parts.replaceChildren(...content.parts.map((text) => element("li", {}, text)))
  const made = table(content.table, "Cross-checks")
  for (const row of made.tBodies[0].rows) row.dataset.address = row.cells[0].textContent
  for (const cell of made.querySelectorAll("td:last-child")) {
    cell.dataset.verdict = cell.textContent
    cell.prepend(`${SIGNS[cell.textContent]} `)
  }
  view.files.replaceChildren(...(parts.length ? [listLinks(content.export, "checks")] : []))
  view.list.replaceChildren(made)
  view.list.hidden = !parts.length
}
