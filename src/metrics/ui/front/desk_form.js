// @ts-check
// The form that says what the number in hand is, and which cell it goes into.
import { cellText, STATUSES } from "./desk_decision.js"
import { button, element, key } from "./dom.js"

/** @import { Model } from "./desk_model.js" */
/** @import { Candidate, Cell, Decision, TopicTable } from "./desk_api.js" */

const FIELDS = /** @type {[keyof Decision, string, string][]} */ ([
  ["value", "Value", "v"],
  ["unit", "Unit", "u"],
  ["counts", "What is counted", "c"],
  ["period", "Period", "d"],
  ["place", "Place", "l"],
  ["reason", "Reason or evidence of your own", "r"],
])

/**
 * @param {Model} model
 * @param {Candidate} one
 * @param {Decision} draft
 * @param {(name: string) => void} act
 */
export function form(model, one, draft, act) {
  const fields = FIELDS.map(([name, label, letter]) =>
    field(model, one, draft, name, label, letter)
  )
  const status = element(
    "div",
    { class: "vm-desk-status", role: "group", "aria-label": "Status" },
    element("span", {}, "Status ", key("s")),
  )
  for (const name of STATUSES) {
    status.append(
      button(
        name,
        { "aria-pressed": String(draft.status === name) },
        () => model.write(one, { status: name }),
      ),
    )
  }
  return element(
    "div",
    { class: "vm-desk-form" },
    ...fields,
    status,
    cellField(model, one, draft, act),
  )
}

/**
 * @param {Model} model
 * @param {Candidate} one
 * @param {Decision} draft
 * @param {keyof Decision} name
 * @param {string} label
 * @param {string} letter
 */
function field(model, one, draft, name, label, letter) {
  const input = /** @type {HTMLInputElement} */ (element("input", {
    "data-field": name,
    maxlength: "300",
    autocomplete: "off",
    ...(name === "value" ? { inputmode: "decimal" } : {}),
  }))
  input.value = String(draft[name] ?? "")
  input.addEventListener("change", () => {
    const text = name === "value" ? input.value.replace(/[,\s]/g, "") : input.value.trim()
    const more = name === "value" && draft.state === "none" ? { state: "" } : {}
    model.write(one, { [name]: text, ...more })
  })
  return element("label", {}, element("span", {}, `${label} `, key(letter)), input)
}

/**
 * @param {Model} model
 * @param {Candidate} one
 * @param {Decision} draft
 * @param {(name: string) => void} act
 */
function cellField(model, one, draft, act) {
  if (draft.kind === "year" || model.reader !== 1) return ""
  const taken = draft.cell ? model.takenBy(draft.cell, one) : ""
  const next = button("", { "data-act": "t" }, () => act("t"))
  next.append("Other cell ", key("t"))
  const parts = [
    element("span", {}, "Goes into: "),
    element("strong", {}, cellText(draft.cell)),
    next,
  ]
  if (taken) parts.push(element("strong", { class: "vm-desk-warn" }, ` ${taken} is there already.`))
  return element("div", { class: "vm-desk-cell" }, ...parts, cellEditor(model, one, draft))
}

/**
 * @param {Model} model
 * @param {Candidate} one
 * @param {Decision} draft
 */
function cellEditor(model, one, draft) {
  const details = element("details", {}, element("summary", {}, "Choose the cell by hand"))
  details.addEventListener("toggle", () => {
    if (details.childElementCount === 1) details.append(editor(model, one, draft))
  })
  return details
}

/**
 * @param {Model} model
 * @param {Candidate} one
 * @param {Decision} draft
 */
function editor(model, one, draft) {
  const select = /** @type {HTMLSelectElement} */ (element(
    "select",
    { "aria-label": "Cell" },
    element("option", { value: "" }, "no cell"),
  ))
  for (const table of model.document.tables) {
    for (const measure of table.measures) {
      select.append(
        element(
          "option",
          { value: `${table.name} ${measure.name}` },
          `${table.name} · ${measure.name}: ${measure.says}`,
        ),
      )
    }
  }
  select.value = draft.cell ? `${draft.cell.table} ${draft.cell.column}` : ""
  const keys = element("div", { class: "vm-desk-form" })
  const fill = () =>
    keys.replaceChildren(...keyFields(model.document.tables, select.value, draft.cell))
  select.addEventListener("change", fill)
  fill()
  const take = button(
    "Take this cell",
    {},
    () => model.write(one, { cell: chosen(select.value, keys) }),
  )
  return element("div", {}, select, keys, take)
}

/**
 * @param {TopicTable[]} tables
 * @param {string} name
 * @param {Cell | null} cell
 */
function keyFields(tables, name, cell) {
  const table = tables.find((one) => one.name === name.split(" ")[0])
  const columns = (table?.columns ?? []).filter((one) => one.name !== "status")
  return columns.map((column) => {
    const input = /** @type {HTMLInputElement} */ (element("input", {
      "data-key": column.name,
      maxlength: "300",
    }))
    input.value = cell?.table === table?.name ? cell?.keys[column.name] ?? "" : ""
    return element(
      "label",
      {},
      element("span", {}, `${column.says}${column.needed ? " (needed)" : ""}`),
      input,
    )
  })
}

/**
 * @param {string} name
 * @param {HTMLElement} keys
 * @returns {Cell | null}
 */
function chosen(name, keys) {
  if (!name) return null
  const [table, column] = name.split(" ")
  const inputs = /** @type {HTMLInputElement[]} */ ([...keys.querySelectorAll("input")])
  const filled = inputs.filter((one) => one.value.trim()).map((
    one,
  ) => [one.dataset.key, one.value.trim()])
  return { table, column, keys: Object.fromEntries(filled) }
}
