// @ts-check
// The number in hand: its readings, its evidence, and the form that says what it is.
import { cellText, shownValue, STATUSES } from "./desk_model.js"
import { button, element } from "./dom.js"

/** @import { Model } from "./desk_model.js" */
/** @import { Candidate, Cell, Decision, TopicTable } from "./desk_api.js" */

const WHY = {
  open: "Open: more than one reading fits, or its unit is not certain.",
  repaired: "Repaired: printed damaged, read by a rule.",
  clean: "Clean: one reading.",
  none: "No statistic, as it seems.",
}
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
 * @param {(name: string) => void} act does what a key does
 */
export function panel(model, one, act) {
  const draft = model.draft(one)
  const decided = model.decided[model.reader].get(one.figure_id)
  const queue = /** @type {keyof WHY} */ (one.queue || "none")
  return [
    element(
      "p",
      { class: "vm-kind" },
      `${one.figure_id} · ${place(one)} · number ${one.number} of ${
        model.numbers.length.toLocaleString("en")
      }`,
    ),
    element("h3", {}, `“${one.printed}”`),
    element(
      "p",
      {},
      decided ? `Decided: ${said(decided)}.` : WHY[queue],
      one.certainty === "confirmed" && !decided ? " A cross-check confirms the first reading." : "",
    ),
    ...change(one),
    ...readings(one, draft, act),
    ...evidence(model, one),
    form(model, one, draft, act),
  ]
}

/** @param {Candidate} one */
function place(one) {
  const page = one.page ? `page ${one.page}, ` : ""
  return `${page}paragraph ${one.paragraph}, sentence ${one.sentence}`
}

/** @param {Decision} decision */
export function said(decision) {
  if (decision.state === "none") {
    return `no statistic${decision.reason ? `, ${decision.reason}` : ""}`
  }
  if (decision.state === "open") return "left open"
  return [decision.value || "no value", decision.unit, decision.status, decision.period].filter(
    Boolean,
  ).join(", ")
}

/** @param {Candidate} one */
function change({ change: last }) {
  if (!last || last.state === "new") {
    return last ? [element("p", {}, "New: the last edition has no such number.")] : []
  }
  const words = `${
    last.state === "changed"
      ? "Changed since"
      : `${last.state === "moved" ? "Moved" : "The same"} as in`
  } the last edition`
  return [
    element(
      "p",
      { class: "vm-desk-last" },
      `${words}: ${last.figure_id}, ${last.value || "no value"}, ${last.counts}.`,
    ),
  ]
}

/**
 * @param {Candidate} one
 * @param {Decision} draft
 * @param {(name: string) => void} act
 */
function readings(one, draft, act) {
  if (!one.readings.length) {
    return one.kind === "none" ? [] : [element("p", {}, "No reading is safe.")]
  }
  const list = element("ol", { class: "vm-desk-readings", "aria-label": "Readings" })
  for (const [at, reading] of one.readings.entries()) {
    list.append(readingLine(one, draft, at, reading, act))
  }
  return [list]
}

/**
 * @param {Candidate} one
 * @param {Decision} draft
 * @param {number} at
 * @param {import("./desk_api.js").Reading} reading
 * @param {(name: string) => void} act
 */
function readingLine(one, draft, at, reading, act) {
  const value = shownValue(reading)
  const name = String(at + 1)
  const on = draft.state !== "none" && value !== "" && draft.value === value
  const choose = button("", { "data-act": name, "aria-pressed": String(on) }, () => act(name))
  choose.append(key(name), ` ${readable(one, reading)}`)
  const by = reading.rules.length ? `by rule: ${reading.rules.join(", ")}` : "as printed"
  return element("li", {}, choose, element("span", {}, by, verdict(one, reading.value)))
}

/**
 * @param {Candidate} one
 * @param {import("./desk_api.js").Reading} reading
 */
function readable(one, reading) {
  const options = { maximumFractionDigits: 6, useGrouping: one.kind !== "year" }
  const value = reading.value.toLocaleString("en", options)
  return reading.upper === null
    ? value
    : `${value} to ${reading.upper.toLocaleString("en", options)}`
}

/**
 * @param {Candidate} one
 * @param {number} value
 */
function verdict(one, value) {
  const fits = one.evidence.filter((each) => each.fits.includes(value)).map((each) => each.kind)
  const not = one.evidence.filter((each) => each.excludes.includes(value)).map((each) => each.kind)
  const words = [
    fits.length ? `fits: ${fits.join(", ")}` : "",
    not.length ? `excluded by: ${not.join(", ")}` : "",
  ]
  return words.filter(Boolean).map((text) => ` · ${text}`).join("")
}

/**
 * @param {Model} model
 * @param {Candidate} one
 */
function evidence(model, one) {
  if (!one.evidence.length) {
    return [
      element("p", { class: "vm-hint" }, "No other number of the report tells for or against it."),
    ]
  }
  const lines = one.evidence.map((each) => {
    const tells = each.fits.length === 1 ? "" : " (does not tell: more than one reading fits)"
    const broken = contradicted(model, one, each)
      ? " The numbers that you have confirmed say otherwise."
      : ""
    return element(
      "li",
      {},
      `${each.kind}: ${each.arithmetic}${tells}`,
      element("strong", {}, broken),
    )
  })
  return [element("h4", {}, "Evidence"), element("ul", { class: "vm-desk-evidence" }, ...lines)]
}

/**
 * Whether a number that the evidence was worked out from was confirmed as another than it took.
 * @param {Model} model
 * @param {Candidate} one
 * @param {import("./desk_api.js").Evidence} evidence
 */
function contradicted(model, one, evidence) {
  return evidence.others.some((number) => {
    const other = model.numbers[number - 1]
    const decision = model.decided[model.reader].get(other.figure_id)
    return decision?.state === "confirmed" && decision.value !== "" &&
      !other.readings.some((each) => shownValue(each) === decision.value)
  }) && one.evidence.includes(evidence)
}

// ---- the form

/**
 * @param {Model} model
 * @param {Candidate} one
 * @param {Decision} draft
 * @param {(name: string) => void} act
 */
function form(model, one, draft, act) {
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

/** @param {string} name */
export function key(name) {
  return element("kbd", {}, name)
}
