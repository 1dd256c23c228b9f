// A table of [text, address] cells.
import { addressed, element } from "./dom.js"

export function table(rows, ...caption) {
  const right = (i) => (i === rows.numeric ? { class: "vm-number" } : {})
  const head = rows.labels.map((text, i) => element("th", { scope: "col", ...right(i) }, text))
  const cell = ([text, address], i) =>
    element("td", { ...right(i), ...place(rows.labels[i]) }, addressed(text, address))
  const body = rows.cells.map((row) => element("tr", {}, ...row.map(cell)))
  return element(
    "table",
    {},
    element("caption", {}, ...caption, " (", counted(rows), ")"),
    element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...body),
  )
}

// Where a number stands is an address itself.
function place(label) {
  return ["Paragraph", "Sentence", "First character", "Last character"].includes(label)
    ? { "data-place": "" }
    : {}
}

function counted(rows) {
  const more = rows.rows > rows.cells.length ? `, first ${rows.cells.length}` : ""
  return element(
    "span",
    { "data-rows": "" },
    `${rows.rows} ${rows.rows === 1 ? "row" : "rows"}${more}`,
  )
}
