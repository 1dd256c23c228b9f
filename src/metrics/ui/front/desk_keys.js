// @ts-check
// The keys of the desk: which there are, and what each does.
import { lacking, shownValue, STATUSES } from "./desk_decision.js"
import { go, input, part, step, tell } from "./desk_view.js"
import { button, element, key } from "./dom.js"

/** @import { Model } from "./desk_model.js" */
/** @import { Candidate, Decision } from "./desk_api.js" */
/** @import { View } from "./desk_view.js" */

const KEYS = /** @type {[string, string][]} */ ([
  ["n", "next"],
  ["p", "back"],
  ["1–5", "choose a reading"],
  ["v", "value"],
  ["u", "unit"],
  ["c", "what is counted"],
  ["d", "period"],
  ["l", "place"],
  ["s", "status"],
  ["t", "other cell"],
  ["r", "reason"],
  ["x", "not a statistic"],
  ["o", "leave open"],
  ["Enter", "confirm and go on"],
  ["z", "undo"],
])
const FIELD_KEYS = { v: "value", u: "unit", c: "counts", d: "period", l: "place", r: "reason" }

/** @param {View} view */
export function keyBar(view) {
  const bar = element("div", { class: "vm-desk-keys", role: "group", "aria-label": "Keys" })
  for (const [name, label] of KEYS) {
    const one = name === "1–5"
      ? element("span", {})
      : button("", { "data-act": name }, () => act(view, name))
    one.append(key(name), ` ${label}`)
    bar.append(one)
  }
  return bar
}

/**
 * @param {View} view
 * @param {KeyboardEvent} event
 */
export function pressed(view, event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !view.model) return
  const target = event.target
  if (!(target instanceof HTMLElement) || !part(view, "work").contains(target)) return
  event.stopPropagation() // Streamlit has keys of its own: r and c
  if (target.matches("input, select, textarea")) return typed(view, target, event)
  if (event.key === "Enter" && target.closest("button, summary, a")) return
  if (event.key === " ") return
  const name = event.key.length === 1 ? event.key.toLowerCase() : event.key
  if (act(view, name)) event.preventDefault()
}

/**
 * In a field, Enter takes what was written and goes back to the keys; Escape does too.
 * @param {View} view
 * @param {HTMLElement} target
 * @param {KeyboardEvent} event
 */
function typed(view, target, event) {
  if (event.key !== "Enter" && event.key !== "Escape") return
  event.preventDefault()
  target.blur() // which tells the form of the change
  part(view, "work").focus({ preventScroll: true })
}

/**
 * Do what a key does; say whether it does anything.
 * @param {View} view
 * @param {string} name
 */
export function act(view, name) {
  const { model, current } = view
  if (!model || !current) return false
  const field = FIELD_KEYS[/** @type {keyof FIELD_KEYS} */ (name)]
  if (field) {
    const textField = input(view, field)
    textField?.focus()
    textField?.select()
    return true
  }
  const does = ACTS[name] ??
    (/^[1-5]$/.test(name) ? (/** @type {View} */ one) => reading(one, Number(name)) : undefined)
  if (!does) return false
  tell(view, "")
  does(view, model, current)
  return true
}

/** @type {Record<string, (view: View, model: Model, current: Candidate) => void>} */
const ACTS = {
  n: (view) => step(view, 1),
  p: (view) => step(view, -1),
  s: (_view, model, current) => {
    const at = STATUSES.indexOf(model.draft(current).status)
    model.write(current, { status: STATUSES[(at + 1) % STATUSES.length] })
  },
  t: (_view, model, current) => {
    const draft = model.draft(current)
    const cells = [...current.cells, null]
    const at = cells.findIndex((one) => JSON.stringify(one) === JSON.stringify(draft.cell))
    model.write(current, { cell: cells[(at + 1) % cells.length] })
  },
  x: (view, model, current) =>
    settle(view, model, current, { state: "none", value: "", cell: null }),
  o: (view, model, current) =>
    settle(view, model, current, { state: "open", value: "", cell: null }),
  Enter: (view, model, current) =>
    settle(
      view,
      model,
      current,
      model.draft(current).state === "none" ? {} : { state: "confirmed" },
    ),
  z: (view, model) => {
    const one = model.takeBack()
    tell(view, one ? `Undone: ${one.figure_id}.` : "There is nothing to undo.")
    go(view, one)
  },
}

/**
 * @param {View} view
 * @param {number} number
 */
function reading(view, number) {
  const { model, current } = view
  const choice = current?.readings[number - 1]
  if (!model || !current || !choice) return
  const state = model.draft(current).state === "none" ? "" : model.draft(current).state
  const range = choice.upper === null
    ? {}
    : { reason: `printed as a range: ${choice.value} to ${choice.upper}` }
  model.write(current, { state, value: shownValue(choice), ...range })
}

/**
 * Decide on the number in hand and go on, or say what is lacking.
 * @param {View} view
 * @param {Model} model
 * @param {Candidate} current
 * @param {Partial<Decision>} changes
 */
function settle(view, model, current, changes) {
  const decision = { ...model.draft(current), ...changes }
  const message = lacking(model.who, current, decision)
  if (message) {
    tell(view, message)
    const name = view.root.querySelector("[data-who]")
    if (!model.who.trim() && name instanceof HTMLElement) name.focus()
    return
  }
  model.decide(current, decision)
  step(view, 1, true)
}
