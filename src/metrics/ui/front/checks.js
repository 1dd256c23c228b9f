// The cross-checks of a document: what holds, what fails, what cannot be checked.
/** @import { ChecksContent, View } from "./types.d.ts" */
import { element } from "./dom.js"
import { listLinks } from "./jobs.js"
import { createPanel } from "./panel.js"
import { table } from "./table.js"

/** @returns {View<ChecksContent>} */
export function createView() {
  /** @type {ChecksContent | undefined} */
  let content
  const root = element("section", { class: "vm-card" })
  const summary = element("p", { "data-rows": "" })
  const parts = element("ul", { "data-rows": "" })
  const files = element("div")
  const list = element("div", { class: "vm-scroll vm-list", tabindex: "0" })
  const panel = createPanel(root, () => content)
  root.append(summary, parts, files, panel.root, list)
  return {
    root,
    update(next) {
      content = next
      summary.textContent = summaryOf(next)
      parts.replaceChildren(...next.parts.map((text) => element("li", {}, text)))
      const any = next.verdicts.length > 0
      files.replaceChildren(...(any ? [listLinks(next.export, "checks")] : []))
      list.replaceChildren(tableOf(next))
      list.hidden = !any
      panel.refresh()
    },
  }
}

/**
 * @param {Pick<ChecksContent, "verdicts">} content
 * @returns {string} how many hold, fail and cannot be checked
 */
export function summaryOf({ verdicts }) {
  if (!verdicts.length) return "This dataset has no cross-checks."
  return `Of the cross-checks: ${verdicts.map((one) => `${one.count} ${one.words}`).join(", ")}.`
}

/** @param {ChecksContent} content */
function tableOf({ table: rows, verdicts }) {
  const node = table(rows, "Cross-checks")
  const signs = new Map(verdicts.map(({ verdict, sign }) => [verdict, sign]))
  const id = rows.roles.indexOf("id")
  const verdict = rows.roles.indexOf("verdict")
  for (const [at, cells] of rows.cells.entries()) {
    const row = node.tBodies[0].rows[at]
    row.dataset.address = cells[id][0]
    row.cells[verdict].dataset.verdict = cells[verdict][0]
    row.cells[verdict].prepend(`${signs.get(cells[verdict][0])} `)
  }
  return node
}
